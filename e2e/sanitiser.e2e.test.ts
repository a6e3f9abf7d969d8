// The first wall by itself. In production sanitised mail stands in a sandboxed
// frame under two policies; here it gets neither: its own policy is cut out and
// it is loaded as an ordinary page with scripts on, so whatever the sanitiser
// let through would run, ask or load. What the browser makes of the text is the
// judge, not another parser's reading of it.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMail, sanitiseHtml } from '@postern/mail-reading';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type Observation, observePage } from './page-observer.ts';

const CORPUS = fileURLToPath(new URL('../../shared/corpora/html/dompurify-payloads.json', import.meta.url));
const OWN: readonly string[] = JSON.parse(
  readFileSync(new URL('../libs/mail-reading/fixtures/payloads.json', import.meta.url), 'utf8'),
);
const foreign: readonly { readonly payload: string }[] = existsSync(CORPUS) ? JSON.parse(readFileSync(CORPUS, 'utf8')) : [];
const PAYLOADS = [...OWN, ...foreign.map(({ payload }) => payload)];
/** Pages that load at the same time: each waits for frames more than it works. */
const AT_ONCE = 4;
const QUIET: Observation = { fired: [], requests: [], foreignElements: [], unsafeLinks: [] };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => browser?.close());

/** Sanitised HTML as a page that nothing but the sanitiser protects. */
function unprotected(payload: string, remoteContent: 'blocked' | 'shown' = 'blocked'): string {
  const { html } = sanitiseHtml(payload, { remoteContent });
  const bare = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  expect(bare.length).toBeLessThan(html.length);
  return bare;
}

describe('a browser that is given hostile HTML', () => {
  it('runs it when it is not sanitised, so that this test can fail', async () => {
    const observer = await observePage(browser);
    const seen = await observer.load(
      '<img src="https://evil.example/p" onerror="alert(1)"><a href="javascript:x()">x</a><svg></svg><p onclick="confirm(1)">x</p>',
    );
    await observer.close();
    expect(seen.fired).toEqual(expect.arrayContaining(['alert', 'dialog', 'confirm']));
    expect(seen.requests).toEqual(['https://evil.example/p']);
    expect(seen.foreignElements).toContain('svg');
    expect(seen.unsafeLinks).toEqual(['javascript:x()']);
  }, 60_000);

  it('has nothing to run, ask or load once it is sanitised, nor when the browser writes it down and reads it again', async () => {
    // Many payloads come to the same document; each document is looked at once.
    const byDocument = new Map(PAYLOADS.map((payload) => [unprotected(payload), payload]));
    const waiting = byDocument.entries();
    const seen = new Set<string>();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const observer = await observePage(browser);
        for (const [html, payload] of waiting) {
          expect([payload, await observer.load(html)]).toEqual([payload, QUIET]);
          // What differs between two readings is where mutation XSS lives.
          const written = await observer.written();
          expect([payload, await observer.load(written)]).toEqual([payload, QUIET]);
          seen.add(payload);
        }
        await observer.close();
      }),
    );
    expect(seen.size).toBe(byDocument.size);
  }, 300_000);

  it('loads pictures over https and nothing else when the reader asks for remote content', async () => {
    const observer = await observePage(browser);
    const seen = await observer.load(
      unprotected(
        `<style>@import "https://a.example/1";p{background:url(https://a.example/2)}</style>
        <img src="https://a.example/shown.png" srcset="https://a.example/3 2x"><img src="http://a.example/4"><img src="//a.example/5">
        <table background="https://a.example/6"><tr><td style="background:url(https://a.example/7)">x</table>
        <video poster="https://a.example/8" src="https://a.example/9"></video><iframe src="https://a.example/10"></iframe>
        <link rel="stylesheet" href="https://a.example/11"><script src="https://a.example/12"></script><p>x</p>`,
        'shown',
      ),
    );
    await observer.close();
    expect(seen).toEqual({ ...QUIET, requests: ['https://a.example/shown.png'] });
  }, 60_000);

  it('keeps an attached mail in its section, whatever tables are in tables there', async () => {
    const tables = '<table><td><details><tr><table></table></tr></details></td></table><p>attached</p>';
    const attached = `--b\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: text/html\r\n\r\n${tables}\r\n--b--\r\n`;
    const { html } = await readMail(Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${attached}`));
    const observer = await observePage(browser);
    await observer.load(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
    const written = await observer.written();
    await observer.close();
    expect(written).toMatch(/<p>attached<\/p>\s*<\/details>\s*<\/body>/);
  }, 60_000);
});
