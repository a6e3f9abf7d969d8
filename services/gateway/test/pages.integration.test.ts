import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BRAND, brandSender } from './branded-sender.ts';
import { accessibilityFindings, contrastFindings } from './browser/accessibility.ts';
import { type PortalInBrowser, startPortalInBrowser } from './browser/portal-in-browser.ts';
import { messageIn, STATES } from './browser/states.ts';
import { RIGHT_CODE } from './fake-handlers.ts';
import { blackPng } from './tiny-png.ts';

let portal: PortalInBrowser;
beforeAll(async () => {
  portal = await startPortalInBrowser();
});
afterEach(() => portal.gateway.reset());
afterAll(() => portal.stop());

/** What the browser complains about: above all, what the content security policy had to stop. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Pages of errors are answered with their status, which Chromium logs.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

describe.each(STATES)('the page $name', ({ script, reach }) => {
  it('is accessible in light and in dark colours and mirrored, fits a phone, and breaks no rule of its own', async () => {
    const page = await portal.newPage({ colorScheme: 'light', viewport: { width: 320, height: 640 } });
    // axe itself is a script; so here the portal's own does not arrive, which has to give the same page.
    if (!script) await page.context().route('**/assets/**/*.js', (route) => route.abort());
    const complaints = complaintsOf(page);
    await reach(portal, page);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await contrastFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    // Mirrored: what was laid out for one direction alone would stand out, or over something else.
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('with script', () => {
  const inNewPage = async (use: (page: Page) => Promise<void>) => {
    const page = await portal.newPage();
    await use(page);
    await page.context().close();
  };
  const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id);

  it('the whole way can be gone by keyboard, with a code that was pasted with its space', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await page.locator('#ask-submit').focus();
      await page.keyboard.press('Enter');
      await page.locator('#sent p').first().waitFor();
      expect(await focusedId(page)).toBe('code');
      await page.keyboard.insertText('1234 5678');
      await page.keyboard.press('Enter');
      await messageIn(page).getByText('Dear Ada').waitFor();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Your statement');
    }));

  it('a wrong code is said, the field has the focus, and nothing was uploaded', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await page.locator('#ask-submit').click();
      await page.locator('#sent p').first().waitFor();
      const posts: string[] = [];
      page.on('request', (request) => posts.push(new URL(request.url()).pathname));
      await page.getByLabel('Code from the e-mail').fill('00000000');
      await page.keyboard.press('Enter');
      await page.locator('#code-error').getByText('not right').waitFor();
      expect(await focusedId(page)).toBe('code');
      expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true');
      expect(posts).toEqual(['/sign-in']);
    }));

  it('the time left counts down, and another code can be asked for when its own time has come', () =>
    inNewPage(async (page) => {
      await page.clock.install();
      await portal.openAttachment(page);
      await page.locator('#ask-submit').click();
      await page.locator('#sent p').first().waitFor();
      expect(await page.locator('#resend').getAttribute('aria-disabled')).toBe('true');
      await page.clock.runFor(31_000);
      expect(await page.locator('#time-left').innerText()).toMatch(/^Time left: 9:[23]\d$/);
      let asked = 0;
      page.on('request', (request) => {
        if (request.url().endsWith('/passcode')) asked++;
      });
      await page.getByRole('button', { name: 'Send another code' }).click();
      await page.getByRole('button', { name: 'You can ask for another code' }).waitFor();
      expect(asked).toBe(1);
      await page.clock.runFor(601_000);
      expect(await page.locator('#time-left').innerText()).toContain('has run out');
    }));

  it('an attachment is saved under its name while the message stays', () =>
    inNewPage(async (page) => {
      await signIn(page);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save Übersicht 2026.pdf' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('Übersicht 2026.pdf');
      await messageIn(page).getByText('Dear Ada').waitFor();
    }));

  it('a file that was dropped is named and opened', () =>
    inNewPage(async (page) => {
      await page.goto(portal.origin);
      const files = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(
          new File(['<input name=capsule value=c><input name=body value=b>'], 'saved.html', { type: 'text/html' }),
        );
        return transfer;
      });
      await page.locator('.drop').dispatchEvent('drop', { dataTransfer: files });
      await page.getByText('Chosen: saved.html').waitFor();
      await page.getByRole('button', { name: 'Open the message' }).click();
      await page.getByRole('heading', { name: 'A protected message from Example Bank' }).waitFor();
    }));
});

describe('without script', () => {
  it('Enter in the code field reads the message', async () => {
    const page = await portal.newPage({ javaScriptEnabled: false });
    await portal.openAttachment(page);
    await page.locator('#ask-submit').click();
    await page.frameLocator('.status-frame').getByText('KXQV').waitFor();
    await page.getByLabel('Code from the e-mail').fill('1234 5678');
    await page.keyboard.press('Enter');
    await messageIn(page, false).getByText('Dear Ada').waitFor();
    await page.context().close();
  });

  it('a browser that has signed in already reads on without a code', async () => {
    const page = await portal.newPage({ javaScriptEnabled: false });
    await signIn(page, 'Dear Ada', false);
    await portal.openAttachment(page);
    await page.getByRole('button', { name: 'I have already signed in' }).click();
    await messageIn(page, false).getByText('Dear Ada').waitFor();
    await page.context().close();
  });
});

describe('a brand', () => {
  const boxOf = async (page: Page, selector: string) => {
    const box = await page.locator(selector).first().boundingBox();
    if (box === null) throw new Error(`${selector} is not on the page`);
    return box;
  };

  it.each([
    [1024, 1024],
    [1024, 1],
    [1, 1024],
  ])('stays in its box below the line of the portal, whatever its logo (%i by %i)', async (width, height) => {
    brandSender(portal.gateway.services, { ...BRAND, logo: blackPng(width, height), disclaimer: 'X'.repeat(500) });
    const page = await portal.newPage({ viewport: { width: 320, height: 640 } });
    const complaints = complaintsOf(page);
    await portal.openAttachment(page);
    const logo = page.getByRole('img', { name: 'Logo of Example Bank' });
    expect(
      await logo.evaluate((image) => (image instanceof HTMLImageElement ? [image.naturalWidth, image.naturalHeight] : [])),
    ).toEqual([width, height]);
    const [line, plate, picture, seal] = await Promise.all(
      ['.host-line', '.sender-plate', '.sender-logo', '.seal'].map((each) => boxOf(page, each)),
    );
    const bottom = (box: typeof line) => (box?.y ?? 0) + (box?.height ?? 0);
    expect(plate?.y).toBeGreaterThanOrEqual(bottom(line));
    expect(picture?.y).toBeGreaterThanOrEqual(plate?.y ?? Number.POSITIVE_INFINITY);
    expect(bottom(picture)).toBeLessThanOrEqual(bottom(plate));
    expect(seal?.y).toBeGreaterThanOrEqual(bottom(plate));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a message', () => {
  it('can run no script, and loads pictures and nothing else from elsewhere, when the reader asks', async () => {
    portal.gateway.services.rendering.render = hostile;
    const page = await portal.newPage();
    await signIn(page, 'survived');
    await messageIn(page).locator('#m-probe').click();
    expect(await page.title()).toContain('Your statement');
    expect(portal.remote.asked).toEqual([]);

    await page.getByRole('button', { name: 'Show the picture' }).click();
    await portal.remote.isAsked('/pixel.gif');
    await page.getByText('Pictures from the internet are shown').waitFor();
    await messageIn(page).locator('#m-probe').click();
    expect(await page.title()).toContain('Your statement');
    expect(portal.remote.asked).toEqual(['/pixel.gif']);

    // In a tab of its own only the policy stands before it.
    const [own] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'tab of its own' }).click()]);
    await portal.remote.isAsked('/bg.png');
    await own.locator('#m-probe').click();
    expect(await own.title()).toContain('Your statement');
    expect(new Set(portal.remote.asked)).toEqual(new Set(['/pixel.gif', '/bg.png']));
    await page.context().close();
  });

  it.each([true, false])('of 25 MB arrives whole (script: %s)', async (javaScriptEnabled) => {
    const bytes = 25 * 1024 * 1024;
    let arrived = 0;
    const { render } = portal.gateway.services.rendering;
    portal.gateway.services.rendering.render = async (requests, context, send) => {
      const counted = async function* () {
        for await (const request of requests) {
          arrived += request.chunk?.length ?? 0;
          yield request;
        }
      };
      await render(counted(), context, send);
    };
    const page = await portal.newPage({ javaScriptEnabled });
    await portal.openAttachment(page, 'x'.repeat(bytes));
    await finishSignIn(page, 'Dear Ada', javaScriptEnabled);
    expect(arrived).toBe(bytes);
    await page.context().close();
  });
});

/** What a sanitiser that failed would let through. */
const hostile: PortalInBrowser['gateway']['services']['rendering']['render'] = async (requests, _context, send) => {
  for await (const { open } of requests) if (open) await send({ head: { subject: 'Your statement', remoteCount: 1 } });
  const attack = `parent.document.title='x';fetch('https://tracker.example/')`;
  await send({
    html: Buffer.from(`<!DOCTYPE html><body>"'&quot;<script>${attack}</script><p id="m-probe" onclick="${attack}">survived</p>
<img src="https://tracker.example/pixel.gif" onerror="${attack}"><link rel="stylesheet" href="https://tracker.example/x.css">
<style>body{background:url(https://tracker.example/bg.png)}@import url(https://tracker.example/y.css);</style>
<iframe src="https://tracker.example/"></iframe><object data="https://tracker.example/"></object><base href="https://tracker.example/">
<form action="https://tracker.example/"><button>send</button></form><meta http-equiv="refresh" content="0;url=https://tracker.example/">`),
  });
};

async function signIn(page: Page, text = 'Dear Ada', script = true): Promise<void> {
  await portal.openAttachment(page);
  await finishSignIn(page, text, script);
}

async function finishSignIn(page: Page, text: string, script: boolean): Promise<void> {
  const asked = page.waitForResponse((response) => response.url().endsWith('/passcode'));
  await page.locator('#ask-submit').click();
  await asked;
  await page.getByLabel('Code from the e-mail').fill(RIGHT_CODE);
  await page.locator('#code-submit').click();
  await messageIn(page, script).getByText(text).first().waitFor();
}
