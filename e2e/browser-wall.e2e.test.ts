// The third wall by itself. What the server's sanitiser would have taken out
// comes here as it was written, and what DOMPurify makes of it is loaded as an
// ordinary page with scripts on: nothing but the wall stands before it. The
// other way round, a mail that the server has sanitised goes through unchanged.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMail, sanitiseHtml } from '@postern/mail-reading';
import type { Browser } from 'playwright-core';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from '../libs/mail-reading/src/html-policy.ts';
import { MAIL_ATTRIBUTES, MAIL_ELEMENTS } from '../services/gateway/src/client/mail-policy.ts';
import { launchBrowser } from './browser.ts';
import { type BrowserWall, openBrowserWall } from './browser-wall.ts';
import { NEWSLETTER } from './fixtures/newsletter.ts';
import { type Observation, observePage } from './page-observer.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const FOREIGN = path('../../shared/corpora/html/dompurify-payloads.json');
const MAILS = path('../libs/mail-reading/fixtures/');
const own: readonly string[] = JSON.parse(readFileSync(`${MAILS}payloads.json`, 'utf8'));
const foreign: readonly { readonly payload: string }[] = existsSync(FOREIGN) ? JSON.parse(readFileSync(FOREIGN, 'utf8')) : [];
const PAYLOADS = [...own, ...foreign.map(({ payload }) => payload)];
const QUIET: Observation = { fired: [], requests: [], foreignElements: [], unsafeLinks: [] };

let browser: Browser;
let wall: BrowserWall;
beforeAll(async () => {
  browser = await launchBrowser();
  wall = await openBrowserWall(browser, { remote: false });
}, 120_000);
afterAll(async () => browser?.close());

const unsanitised = (payload: string) => `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${payload}</body></html>`;

describe('the wall in the browser, with no other', () => {
  it('keeps what the server keeps and nothing more', () => {
    const sorted = (lists: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(lists).map(([element, names]) => [element, [...names].sort()]));
    expect([...MAIL_ELEMENTS].sort()).toEqual([...ALLOWED_TAGS].sort());
    expect(sorted(MAIL_ATTRIBUTES)).toEqual(sorted(ALLOWED_ATTRIBUTES));
  });

  it('leaves a hostile mail nothing to run, ask or load', async () => {
    const observer = await observePage(browser);
    const quiet = new Set<string>();
    for (const payload of PAYLOADS) {
      const { html } = await wall.check(unsanitised(payload));
      // Often the same is left of two attacks.
      if (quiet.has(html)) continue;
      expect([payload, await observer.load(html)]).toEqual([payload, QUIET]);
      quiet.add(html);
      const written = await observer.written();
      if (written !== html.replace('\n<html', '<html')) expect([payload, await observer.load(written)]).toEqual([payload, QUIET]);
    }
    await observer.close();
  }, 300_000);

  it.each([
    ['a script', '<script>1</script>'],
    ['a handler', '<p onclick="x()">x</p>'],
    ['a link to a script', '<a href="javascript:x()">x</a>'],
    ['a name without its prefix', '<p id="paper">x</p>'],
    ['a form', '<form action="https://a.example"></form>'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://a.example/">'],
    ['another picture', '<img alt="" src="data:image/svg+xml;base64,PHN2Zz4=">'],
    ['a remote picture', '<img alt="" src="https://a.example/">'],
    ['a rule that loads', '<style>p{background:url(https://a.example/)}</style>'],
    ['a rule that loads, in disguise', '<style>p{background:u\\72l(//a.example/)}</style>'],
    ['a rule in a rule', '<style>@media print{p{background:image-set("https://a.example/" 1x)}}</style>'],
    ['a font', '<style>@font-face{font-family:x;src:url(https://a.example/)}</style>'],
    ['a sheet', '<style>@import "https://a.example/";</style>'],
    ['a style that loads', '<p style="background:url(&quot;https://a.example/&quot;)">x</p>'],
    ['a style that loads, in disguise', '<p style="--x:u\\72l(//a.example/);background:var(--x)">x</p>'],
  ])('takes out and counts %s', async (_name, payload) => {
    const { html, leftOut } = await wall.check(unsanitised(payload));
    expect(leftOut).toBeGreaterThan(0);
    expect(html).not.toMatch(/a\.example|javascript|onclick|script|svg|id=/);
  });

  it('lets remote pictures be shown when the reader asked for them, and nothing else', async () => {
    const open = await openBrowserWall(browser, { remote: true });
    const { html, leftOut } = await open.check(
      unsanitised('<img alt="" src="https://a.example/1"><img alt="" src="http://a.example/2">'),
    );
    await open.close();
    expect([leftOut, html.includes('a.example/1'), html.includes('a.example/2')]).toEqual([1, true, false]);
  });
});

describe('a mail that the server has sanitised', () => {
  it('goes through the wall as it is: a newsletter', async () => {
    const { html } = sanitiseHtml(NEWSLETTER);
    expect(html).toMatch(/@media/);
    const { leftOut, isSame } = await wall.check(html);
    expect([leftOut, isSame]).toEqual([0, true]);
  });

  it.each(readdirSync(MAILS).filter((name) => name.endsWith('.eml')))('goes through the wall as it is: %s', async (name) => {
    const { html } = await readMail(readFileSync(MAILS + name));
    const { leftOut, isSame } = await wall.check(html);
    expect([leftOut, isSame]).toEqual([0, true]);
  });
});
