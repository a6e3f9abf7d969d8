// A large message on a slow line, in a browser: how far it is, how it is
// stopped, and what is said when the line breaks.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityFindings } from './browser/accessibility.ts';
import { type PortalInBrowser, startPortalInBrowser } from './browser/portal-in-browser.ts';
import { messageIn } from './browser/states.ts';
import { RIGHT_CODE } from './fake-handlers.ts';
import { SEALED } from './gateway-under-test.ts';

const MIB = 1024 * 1024;
const LARGE = 'x'.repeat(2 * MIB);

let portal: PortalInBrowser;
beforeAll(async () => {
  portal = await startPortalInBrowser();
});
afterEach(() => portal.gateway.reset());
afterAll(() => portal.stop());

async function withPage(use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const page = await portal.newPage(options);
  await use(page);
  await page.context().close();
}

/** From here on the line takes so many bytes a second. */
async function slowDown(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}

async function openAndType(page: Page, body: string): Promise<void> {
  await portal.openAttachment(page, body);
  await page.locator('#ask-submit').click();
  await page.locator('#sent p').first().waitFor();
  await page.getByLabel('Code from the e-mail').fill(RIGHT_CODE);
}

/** Everything that is said to those who listen, and each position of the bar. */
async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = [];
    const seen: number[] = [];
    Object.assign(window, { heard, seen });
    new MutationObserver(() => {
      const text = document.querySelector('#transfer-status')?.textContent ?? '';
      if (text !== '' && text !== heard.at(-1)) heard.push(text);
      const bar = document.querySelector('progress');
      if (bar !== null && bar.position >= 0 && bar.position !== seen.at(-1)) seen.push(bar.position);
    }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

const recorded = (page: Page) =>
  page.evaluate(() => ({ heard: Reflect.get(window, 'heard') as string[], seen: Reflect.get(window, 'seen') as number[] }));

const dialog = (page: Page) => page.getByRole('dialog', { name: 'One moment, please' });

describe('a large message on its way', () => {
  it('shows how far it is, tells it in few words, and then is the message', () =>
    withPage(async (page) => {
      await openAndType(page, LARGE);
      await record(page);
      await slowDown(page, MIB / 2);
      await page.keyboard.press('Enter');
      await dialog(page).getByRole('progressbar', { name: 'One moment, please' }).waitFor();
      expect(await accessibilityFindings(page)).toEqual([]);
      await messageIn(page).getByText('Dear Ada').waitFor();
      const { heard, seen } = await recorded(page);
      expect(seen.length).toBeGreaterThan(5);
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
      expect(heard.length).toBeLessThanOrEqual(8);
      expect(heard.filter((text) => text.endsWith('% sent')).length).toBeGreaterThan(1);
      expect(heard.at(-1)).toMatch(/^All of it has arrived/);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      expect(await page.title()).toContain('Your statement for November');
      expect(await dialog(page).count()).toBe(0);
    }));

  it('is sent once, and not loaded again', () =>
    withPage(async (page) => {
      await openAndType(page, LARGE);
      const [response] = await Promise.all([
        page.waitForResponse((answer) => answer.url().endsWith('/read')),
        page.keyboard.press('Enter'),
      ]);
      await messageIn(page).getByText('Dear Ada').waitFor();
      expect((await response.body()).length).toBeLessThan(200_000);
      // It is still in the page, whole: the same button sends it again.
      await page.getByRole('button', { name: 'Show the pictures' }).click();
      await page.getByText('Pictures from the internet are shown').waitFor();
      expect(await page.locator('input[name="body"]').evaluate((input) => Reflect.get(input, 'value').length)).toBe(LARGE.length);
    }));

  it('can be stopped, by its button and by Escape, and read afterwards without another code', () =>
    withPage(async (page) => {
      await openAndType(page, LARGE);
      await slowDown(page, MIB / 4);
      await page.keyboard.press('Enter');
      await dialog(page).getByRole('button', { name: 'Cancel' }).click();
      await dialog(page).waitFor({ state: 'detached' });
      const readOn = page.locator('#signed-in-read');
      await readOn.click();
      await dialog(page).waitFor();
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('signed-in-read');
      await slowDown(page, -1);
      await readOn.click();
      await messageIn(page).getByText('Dear Ada').waitFor();
    }));

  it('survives a line that breaks: it says so, keeps the message, and tries again', () =>
    withPage(async (page) => {
      await openAndType(page, SEALED.body);
      await page.route('**/read', (route) => route.abort('connectionreset'));
      await page.keyboard.press('Enter');
      const broken = page.getByRole('dialog', { name: 'The connection broke' });
      await broken.getByRole('alert').filter({ hasText: 'Nothing is lost' }).waitFor();
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.unroute('**/read');
      await broken.getByRole('button', { name: 'Try again' }).click();
      await messageIn(page).getByText('Dear Ada').waitFor();
    }));

  it('waits where there is no room for it, and is not lost', () =>
    withPage(async (page) => {
      await openAndType(page, LARGE);
      const held = portal.gateway.portal.bytesInFlight.reserve('192.0.2.0/24');
      const others = portal.gateway.portal.bytesInFlight.reserve('198.51.100.0/24');
      held.add(128 * MIB);
      others.add(127 * MIB);
      await page.keyboard.press('Enter');
      const refused = page.getByRole('dialog', { name: 'Many people are reading at once' });
      await refused.getByText('gateway.busy').waitFor();
      held.release();
      others.release();
      await refused.getByRole('button', { name: 'Try again' }).click();
      await messageIn(page).getByText('Dear Ada').waitFor();
    }));

  it('shows a failure as its page, with the message still on it', () =>
    withPage(async (page) => {
      portal.gateway.services.identity.grantRelease = async () => {
        throw new PosternError('call.unavailable');
      };
      await openAndType(page, LARGE);
      await page.keyboard.press('Enter');
      await page.getByText('call.unavailable').waitFor();
      portal.gateway.reset();
      await page.getByRole('button', { name: 'Try again' }).click();
      await messageIn(page).getByText('Dear Ada').waitFor();
    }));
});

describe('a saved file', () => {
  it('shows how far it is, and becomes the page of its message', () =>
    withPage(async (page) => {
      await page.goto(portal.origin);
      await record(page);
      await slowDown(page, MIB / 2);
      const buffer = Buffer.from(`<input name=capsule value=c><input name=body value=${LARGE}>`);
      await page.locator('#file').setInputFiles({ name: 'message.html', mimeType: 'text/html', buffer });
      await page.getByRole('button', { name: 'Open the message' }).click();
      await dialog(page).waitFor();
      await page.getByRole('heading', { name: 'A protected message from Example Bank' }).waitFor();
      expect((await recorded(page)).seen.length).toBeGreaterThan(5);
      expect(await page.locator('input[name="body"]').evaluate((input) => Reflect.get(input, 'value').length)).toBe(LARGE.length);
      await slowDown(page, -1);
      await page.locator('#ask-submit').click();
      await page.locator('#sent p').first().waitFor();
      await page.keyboard.insertText(RIGHT_CODE);
      await page.keyboard.press('Enter');
      await messageIn(page).getByText('Dear Ada').waitFor();
    }));
});

describe('an attachment', () => {
  it('that comes long after its button was pressed is saved by a press of its own', () =>
    withPage(async (page) => {
      await page.addInitScript(() => Reflect.defineProperty(navigator, 'userActivation', { value: { isActive: false } }));
      await openAndType(page, SEALED.body);
      await page.keyboard.press('Enter');
      await messageIn(page).getByText('Dear Ada').waitFor();
      await page.getByRole('button', { name: 'Save Übersicht 2026.pdf' }).click();
      await dialog(page).getByText('The file is here.').first().waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      expect(download.suggestedFilename()).toBe('Übersicht 2026.pdf');
      await dialog(page).waitFor({ state: 'detached' });
    }));
});

describe('the layout', () => {
  it.each([
    ['a desktop', { viewport: { width: 1280, height: 900 } }],
    ['a phone', { viewport: { width: 360, height: 740 } }],
  ])('does not shift on %s, from the first page to the message', (_name, options) =>
    withPage(async (page) => {
      await page.addInitScript(() => {
        const shifts: unknown[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push([Reflect.get(entry, 'value'), Reflect.get(entry, 'hadRecentInput')]);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      const unexpected = async () =>
        (await page.evaluate(() => Reflect.get(window, 'shifts') as [number, boolean][]))
          .filter(([, hadRecentInput]) => !hadRecentInput)
          .reduce((sum, [value]) => sum + value, 0);
      await openAndType(page, LARGE);
      expect(await unexpected()).toBe(0);
      await slowDown(page, MIB);
      await page.keyboard.press('Enter');
      await messageIn(page).getByText('Dear Ada').waitFor();
      await page.getByText('The message is here.').waitFor();
      expect(await unexpected()).toBeLessThan(0.01);
    }, options),
  );
});
