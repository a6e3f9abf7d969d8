import { createHash } from 'node:crypto';

export const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #55616f; --paper: #f6f7f9; --card: #fff; --line: #d9dee5; --accent: #1f5f8b; --warn: #8a3b12; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --soft: #a4afbd; --paper: #11161d; --card: #1a212b; --line: #313b48; --accent: #7cc0ee; --warn: #f0a878; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
header, main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
.product { margin: 0; color: var(--soft); font-weight: 600; letter-spacing: .02em; }
.product span { font-weight: 400; }
h1 { margin: .25rem 0 .5rem; font-size: clamp(1.5rem, 5vw, 2.1rem); line-height: 1.2; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
p { max-width: 42rem; }
.lead { margin-top: 0; color: var(--soft); }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); }
.table:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
caption { padding: .75rem 1rem; text-align: left; font-weight: 600; }
th, td { padding: .6rem 1rem; border-top: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { text-align: left; }
thead th { color: var(--soft); font-size: .875rem; font-weight: 600; }
tbody th { font-weight: 500; white-space: normal; min-width: 9rem; }
td { font-variant-numeric: tabular-nums; font-weight: 600; }
td.few { color: var(--soft); font-weight: 400; font-size: .9rem; }
.away { padding: 1rem 1.25rem; border: 1px solid var(--line); border-left: .35rem solid var(--warn); border-radius: .6rem; background: var(--card); }
a { color: var(--accent); }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
footer { padding-top: 1rem; padding-bottom: 2.5rem; color: var(--soft); font-size: .9rem; }
@media (max-width: 34rem) { th, td { padding: .55rem .5rem; } td.few { white-space: normal; } tbody th { min-width: 5rem; } caption { padding: .75rem .5rem; } }
`;

/** For the Content-Security-Policy: this style, and no other. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
