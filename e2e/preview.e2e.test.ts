import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Reader } from './reader.ts';
import { seal } from './sealed-mail.ts';
import { freeBasePort } from './systems/free-base-port.ts';
import { startStandalone } from './systems/standalone.ts';
import type { System } from './systems/system.ts';

const HEBREW = 'שלום עולם, זה מבחן של טקסט.';
const ARABIC = 'هذا نص عربي للتجربة.';
const DOCUMENT = `<!DOCTYPE html><style>@page{size:A4}section{break-after:page}</style>
<section><h1>Balance sheet</h1><p>Fees are due in June. <a href="https://links.example/">More</a></p></section>
<section lang="zh"><p>你好，世界。日本語のテキスト。</p></section>
<section dir="rtl"><p>${HEBREW}</p><p>${ARABIC}</p></section>`;

let system: System;
let browser: Browser;
beforeAll(async () => {
  [system, browser] = await Promise.all([freeBasePort().then(startStandalone), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 60_000);

async function printed(html: string): Promise<Buffer> {
  const page = await browser.newPage();
  await page.setContent(html);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.close();
  return pdf;
}

/** A sealed mail with that attachment, opened and read. */
async function readMailWith(pdf: Buffer): Promise<Reader> {
  const file = join(mkdtempSync(join(tmpdir(), 'postern-preview-')), 'mail.eml');
  const lines = pdf.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const attachment = `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=statement.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}`;
  writeFileSync(
    file,
    `From: service@clinic.example\r\nSubject: Hi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n${attachment}\r\n--b--\r\n`,
  );
  const reader = await Reader.in(await browser.newContext(), system, 'reader@example.org');
  await reader.openAttachment(await seal(system, file, 'reader@example.org'));
  await reader.signIn();
  // The browser's wall has read it, so the page asks for nothing more.
  await reader.message().getByText('Hello').waitFor();
  return reader;
}

async function lookAtAttachment(page: Page): Promise<Page> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Look at statement.pdf' }).click(),
  ]);
  await tab.waitForLoadState();
  return tab;
}

describe('a PDF that Chromium printed', () => {
  it('is looked at page by page in a tab without an origin, and read by whoever cannot see it', async () => {
    const { page } = await readMailWith(await printed(DOCUMENT));
    const requests: string[] = [];
    page.context().on('request', (request) => {
      if (!request.url().startsWith('data:')) requests.push(new URL(request.url()).pathname);
    });
    const tab = await lookAtAttachment(page);

    expect(await tab.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3']);
    const widths = await tab.locator('img').evaluateAll((images) => images.map((image) => Reflect.get(image, 'naturalWidth')));
    expect(widths).toEqual([1239, 1239, 1239]);
    const texts = await tab.locator('.page-text').allTextContents();
    expect(texts[0]).toBe('Balance sheet\nFees are due in June. More');
    expect(texts[1]).toBe('你好，世界。日本語のテキスト。');
    expect(texts[2]).toBe(`${HEBREW}\n${ARABIC}`);

    await tab.getByText('Text of this page').first().click();
    expect(await tab.getByText('Fees are due in June.').isVisible()).toBe(true);
    expect(await tab.locator('a, form, script, iframe, object, embed').count()).toBe(0);
    expect(await tab.evaluate(() => [origin, opener])).toEqual(['null', null]);
    expect(requests).toEqual(['/preview']);
    await page.context().close();
  }, 120_000);

  it('that was cut short is not shown, and the message is still there', async () => {
    const reader = await readMailWith(Buffer.from('%PDF-1.7\n1 0 obj\n<</Type'));
    const tab = await lookAtAttachment(reader.page);
    expect(await tab.getByRole('heading', { level: 1 }).innerText()).toBe('This attachment cannot be shown here');
    expect(await reader.message().getByText('Hello').isVisible()).toBe(true);
    await reader.page.context().close();
  }, 120_000);
});
