import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFindings } from './browser/accessibility.ts';
import { type PortalInBrowser, startPortalInBrowser } from './browser/portal-in-browser.ts';
import { messageIn } from './browser/states.ts';
import { ARCHIVE, MAIL, PAGE_TEXT, PREVIEWED_TEXT, RIGHT_CODE } from './fake-handlers.ts';

let portal: PortalInBrowser;
beforeAll(async () => {
  portal = await startPortalInBrowser();
});
afterAll(() => portal.stop());

async function readMessage(page: Page, script = true): Promise<void> {
  await portal.openAttachment(page);
  const asked = page.waitForResponse((response) => response.url().endsWith('/passcode'));
  await page.locator('#ask-submit').click();
  await asked;
  await page.getByLabel('Code from the e-mail').fill(RIGHT_CODE);
  await page.locator('#code-submit').click();
  await messageIn(page, script).getByText('Dear Ada').waitFor();
}

async function look(page: Page, name: string): Promise<Page> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: `Look at ${name}` }).click(),
  ]);
  await tab.waitForLoadState();
  return tab;
}

async function save(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe.each([true, false])('what is above a message (script: %s)', (javaScriptEnabled) => {
  let page: Page;
  beforeAll(async () => {
    page = await portal.newPage({ javaScriptEnabled, viewport: { width: 320, height: 640 } });
    await readMessage(page, javaScriptEnabled);
  });
  afterAll(() => page.context().close());

  it('opens a picture in a tab of its own, without an origin', async () => {
    const tab = await look(page, 'Harbour "branch".png');
    expect(await tab.locator('img').evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(1);
    expect(await tab.evaluate(() => [origin, opener, document.title])).toEqual(['null', null, 'Harbour "branch".png']);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await tab.locator('body').evaluate((body) => getComputedStyle(body).padding)).toBe('16px');
    await tab.close();
  });

  it('opens the pages of a PDF in a tab of its own, with their text folded below', async () => {
    const tab = await look(page, 'Übersicht 2026.pdf');
    expect(await tab.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Page 1 of 40', 'Page 2 of 40']);
    expect(await tab.locator('img').evaluateAll((all) => all.map((image) => Reflect.get(image, 'naturalWidth')))).toEqual([1, 1]);
    const words = tab.locator('.page-text');
    expect(await words.isVisible()).toBe(false);
    await tab.getByText('Text of this page').click();
    expect(await words.innerText()).toBe(PAGE_TEXT);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await tab.close();
  });

  it('opens text in a tab of its own, as it stands, and runs none of it', async () => {
    const tab = await look(page, 'notes.txt');
    expect(await tab.locator('pre').innerText()).toBe(PREVIEWED_TEXT);
    expect(await tab.title()).toBe('notes.txt');
    await tab.close();
  });

  it('saves all attachments, and the mail, while the message stays', async () => {
    expect(await save(page, 'Save all attachments')).toEqual({ name: 'attachments.zip', bytes: ARCHIVE });
    expect(await save(page, 'Save the message')).toEqual({ name: 'message.eml', bytes: MAIL });
    expect(await messageIn(page, javaScriptEnabled).getByText('Dear Ada').isVisible()).toBe(true);
  });
});

describe('a preview that is printed', () => {
  it.each([
    ['Harbour "branch".png', true],
    ['notes.txt', false],
  ])('of %s shows itself as the sender allows: %s', async (name, allowed) => {
    const page = await portal.newPage();
    await readMessage(page);
    const tab = await look(page, name);
    const refused = tab.getByText('The sender does not allow this message to be printed.');
    expect([await tab.locator('main').isVisible(), await refused.isVisible()]).toEqual([true, false]);
    await tab.emulateMedia({ media: 'print' });
    expect([await tab.locator('main').isVisible(), await refused.isVisible()]).toEqual([allowed, !allowed]);
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('a preview in %s colours', (colorScheme) => {
  it('breaks no rule of its own, and is accessible', async () => {
    const page = await portal.newPage({ colorScheme });
    const complaints: string[] = [];
    page.context().on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await readMessage(page);
    const tabs = [];
    for (const name of ['Harbour "branch".png', 'notes.txt', 'Übersicht 2026.pdf']) tabs.push(await look(page, name));
    expect(complaints).toEqual([]);
    await page.goto('about:blank');
    // axe is a script, and none runs there: it looks at the same pages where one may.
    for (const tab of tabs) {
      await page.setContent(await tab.content());
      expect(await accessibilityFindings(page)).toEqual([]);
    }
    await page.context().close();
  });
});
