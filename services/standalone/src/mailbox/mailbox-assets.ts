export const MAILBOX_CSS = `
:root { color-scheme: light dark; --ink: #16211c; --soft: #4f5e57; --paper: #f3f6f4; --card: #fff; --line: #d5ded9; --accent: #0b6450; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9efec; --soft: #a9b7b0; --paper: #0e1412; --card: #171f1c; --line: #2c3833; --accent: #62d2b2; --on-accent: #04241b; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: baseline; }
nav a { margin-inline-start: 1rem; }
.product { font-weight: 700; margin: 0; } .product span { color: var(--soft); font-weight: 400; }
h1 { font-size: 1.75rem; margin: .5rem 0; } h2 { font-size: 1.1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
.lead, footer, dt { color: var(--soft); }
.mails { list-style: none; padding: 0; margin: 1.5rem 0; display: grid; gap: 1rem; }
.mail { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; }
.sealed { border-inline-start: .3rem solid var(--accent); }
dl { margin: 0; font-size: .9rem; } dl div { display: flex; gap: .5rem; } dt { min-width: 4rem; } dd { margin: 0; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--accent); } .actions { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: center; margin: 1rem 0 0; }
.button { background: var(--accent); color: var(--on-accent); padding: .6rem 1.1rem; border-radius: .5rem; text-decoration: none; font-weight: 600; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

/** Looks every two seconds whether a mail arrived, and then loads the page again. */
export const MAILBOX_JS = `
const main = document.querySelector('main');
const shown = Number(main?.dataset.newest ?? 0);
async function look() {
  try {
    const { id } = await (await fetch('/newest')).json();
    if (id !== shown) return location.reload();
  } catch { document.getElementById('status').textContent = 'The program has stopped.'; }
  setTimeout(look, 2000);
}
if (main?.dataset.newest !== undefined) setTimeout(look, 2000);
`;
