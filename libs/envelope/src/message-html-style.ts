/** The style of the attachment: system fonts, light and dark, nothing to load. No line starts with a dot, which some mail servers double. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #16211c; --soft: #4f5e57; --paper: #f3f6f4; --card: #fff; --line: #d5ded9; --accent: #0b6450; --on: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9efec; --soft: #a9b7b0; --paper: #0e1412; --card: #171f1c; --line: #2c3833; --accent: #62d2b2; --on: #04241b; }
}
body { margin: 0; padding: 1rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 34rem; margin: 2rem auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .9rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere; word-break: auto-phrase; text-wrap: balance; }
h2 { margin: 0 0 .5rem; font-size: 1rem; overflow-wrap: anywhere; }
button { font: inherit; font-weight: 600; padding: .75rem 1.5rem; border: 0; border-radius: .6rem; color: var(--on); background: var(--accent); cursor: pointer; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
bdi.host { font-weight: 600; overflow-wrap: anywhere; }
p.soft { margin-bottom: 0; color: var(--soft); font-size: .95rem; }
section.english { margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
section.english p { margin: .5rem 0 0; }
`;
