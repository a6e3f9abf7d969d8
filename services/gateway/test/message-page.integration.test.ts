// The page that shows a message, in a browser: what stands between the two,
// how it is read by keyboard and enlarged, and how it prints.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type PortalInBrowser, startPortalInBrowser } from './browser/portal-in-browser.ts';
import { HOSTILE, openInOwnTab, readMessage } from './browser/states.ts';
import { MESSAGE_HEAD, RIGHT_CODE } from './fake-handlers.ts';

let portal: PortalInBrowser;
beforeAll(async () => {
  portal = await startPortalInBrowser();
});
afterEach(() => portal.gateway.reset());
afterAll(() => portal.stop());

const render = (html: Buffer, head: object = {}) => {
  portal.gateway.services.rendering.render = async (_requests, _context, send) => {
    await send({ head: { ...MESSAGE_HEAD(), attachments: [], warnings: [], events: [], ...head } });
    await send({ html });
  };
};

async function withPage(options: Parameters<PortalInBrowser['newPage']>[0], use: (page: Page) => Promise<void>): Promise<void> {
  const page = await portal.newPage(options);
  await use(page);
  await page.context().close();
}

/** Chromium writes one object for each page of a PDF. */
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

describe('the check in the browser', () => {
  const note = (page: Page) => page.getByText('Your browser left out something');

  it('shows the message, says that it is here, and says nothing else', () =>
    withPage({}, async (page) => {
      await readMessage(portal, page, true);
      await page.getByText('The message is here.').waitFor();
      expect(await note(page).isVisible()).toBe(false);
      expect(await page.locator('noscript').count()).toBe(0);
      expect(await page.frameLocator('.message-shell').locator('.message-frame').getAttribute('sandbox')).toBe(
        'allow-popups allow-popups-to-escape-sandbox',
      );
    }));

  it('says so when it left something out', () =>
    withPage({}, async (page) => {
      render(HOSTILE);
      await readMessage(portal, page, true);
      await note(page).waitFor();
      expect(await page.frameLocator('.message-shell').locator('.message-frame').getAttribute('srcdoc')).not.toMatch(/svg|id=/);
    }));

  it('shows nothing when it cannot run, or does not arrive, and can be tried again', () =>
    withPage({}, async (page) => {
      await page.addInitScript(() => Reflect.set(Document.prototype, 'createNodeIterator', undefined));
      const reached = readMessage(portal, page, true).catch(() => undefined);
      await page.getByRole('heading', { name: 'The message is not shown' }).waitFor();
      expect(await page.locator('iframe').count()).toBe(0);

      await page.route('**/wall.js', (route) => route.abort());
      await Promise.all([
        page.waitForResponse((response) => response.url().endsWith('/paper')),
        page.getByRole('button', { name: 'Load it again' }).click(),
      ]);
      await page.locator('iframe').waitFor({ state: 'detached' });
      await page.getByRole('heading', { name: 'The message is not shown' }).waitFor();
      await page.unroute('**/wall.js');
      void reached;
    }));

  it('happens in the only document that may make HTML of text, and once', () =>
    withPage({}, async (page) => {
      await readMessage(portal, page, true);
      const [around, paper] = [page.mainFrame(), page.mainFrame().childFrames()[0]];
      if (paper === undefined) throw new Error('the message lies on nothing');
      for (const document of [around, paper]) expect(await document.evaluate(makesHtmlOfText)).toEqual([false, false, false]);
    }));
});

/** Runs in a document. */
function makesHtmlOfText(): readonly boolean[] {
  const attempts = [
    () => document.body.insertAdjacentHTML('beforeend', '<p>x</p>'),
    () => window.trustedTypes?.createPolicy('message', { createHTML: String, createScriptURL: String }),
    () => window.trustedTypes?.createPolicy('another', { createHTML: String, createScriptURL: String }),
  ];
  return attempts.map((attempt) => {
    try {
      attempt();
      return true;
    } catch (thrown) {
      return !(thrown instanceof TypeError);
    }
  });
}

/** What has the focus: what it is called, and whether somebody who sees can tell. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    if (!(element instanceof HTMLElement)) return { name: '', isFrame: false, isVisible: false, hasOutline: false };
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const label = 'labels' in element && element.labels instanceof NodeList ? element.labels[0]?.textContent : undefined;
    return {
      name: element.title || label?.trim() || element.innerText,
      isFrame: element instanceof HTMLIFrameElement,
      isVisible: width > 0 && height > 0 && top < innerHeight && bottom > 0,
      hasOutline: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    };
  });

/** Presses the key until something with this name has the focus; on the way, everything that has it must show it. */
async function goTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    // A frame shows the focus by what has it inside; between its ends, the browser's own buttons have it.
    if (stop.name !== '' && !stop.isFrame && stop.name.length < 200)
      expect(stop).toMatchObject({ isVisible: true, hasOutline: true });
    if (name.test(stop.name)) return;
  }
  throw new Error(`nothing is called ${name}`);
}

describe('by keyboard alone', () => {
  it.each([
    ['in ordinary colours', {}],
    ['in the colours of the system', { forcedColors: 'active' }],
    ['without motion', { reducedMotion: 'reduce' }],
  ] as const)('a message is opened, read, its attachments looked at and saved, and left: %s', (_name, options) =>
    withPage(options, async (page) => {
      await portal.openAttachment(page);
      await goTo(page, /Skip to the content/);
      await goTo(page, /Send me the code/);
      await page.keyboard.press('Enter');
      await page.locator('#sent p').first().waitFor();
      expect((await focused(page)).name).toBe('Code from the e-mail');
      await page.keyboard.insertText(RIGHT_CODE);
      await page.keyboard.press('Enter');
      await page.getByText('The message is here.').waitFor();
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');

      await goTo(page, /Übersicht 2026\.pdf/);
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      expect(download.suggestedFilename()).toBe('Übersicht 2026.pdf');
      await goTo(page, /Look at\s+notes\.txt/);
      const [tab] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
      await tab.getByText('Grüße').waitFor();
      await tab.close();

      // Into the message, through it, and out of it.
      await goTo(page, /The text of the message/);
      await goTo(page, /Language/);
      await page.keyboard.press('D');
      await goTo(page, /Change language/);
      await page.keyboard.press('Enter');
      await page.locator('html[lang="de"]').waitFor();
      await page.getByText('Die Nachricht ist da.').waitFor();
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      await goTo(page, /Abmelden/, 'Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'abgemeldet' }).waitFor();
    }),
  );

  it('headings stand in order, one of them first', () =>
    withPage({}, async (page) => {
      await readMessage(portal, page, true);
      const levels = await page.locator('h1, h2, h3').evaluateAll((all) => all.map(({ tagName }) => Number(tagName.slice(1))));
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      expect(levels[0]).toBe(1);
      expect(levels.every((level, index) => level <= (levels[index - 1] ?? 1) + 1)).toBe(true);
    }));
});

describe('at 400 % of zoom', () => {
  it.each([true, false])('nothing needs to be scrolled in two directions (script: %s)', (javaScriptEnabled) =>
    withPage({ viewport: { width: 320, height: 256 }, javaScriptEnabled }, async (page) => {
      await readMessage(portal, page, javaScriptEnabled);
      const { scroll, out, frame } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        out: [...document.querySelectorAll('main *, footer *')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map(({ tagName, className }) => `${tagName} ${className}`),
        frame: document.querySelector('.message-frame, .message-shell')?.getBoundingClientRect().height ?? 0,
      }));
      expect([scroll, out]).toEqual([320, []]);
      // Part of the screen is left to scroll the page by.
      expect(frame).toBeGreaterThan(150);
      expect(frame).toBeLessThan(0.9 * 256);
      const own = await openInOwnTab(page);
      expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }),
  );
});

describe('a message in a tab of its own', () => {
  const FIVE_PAGES = Buffer.from(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><style>body{margin:0}</style></head><body>${[1, 2, 3, 4, 5]
      .map((number) => `<div${number > 1 ? ' style="page-break-before:always"' : ''}><p>Dear Ada, page ${number}</p></div>`)
      .join('')}</body></html>`,
  );

  it.each([true, false])('prints whole, with who wrote it on top (script: %s)', (javaScriptEnabled) =>
    withPage({ javaScriptEnabled }, async (page) => {
      render(FIVE_PAGES);
      await readMessage(portal, page, javaScriptEnabled);
      const own = await openInOwnTab(page);
      expect(await own.title()).toContain('Your statement for November');
      expect(await own.getByRole('heading', { level: 1 }).innerText()).toContain('Your statement for November');
      await own.getByText('service@bank.example').first().waitFor();
      expect(pagesOf(await own.pdf())).toBe(5);
    }),
  );

  it('asks not to be printed when the sender does not allow it', () =>
    withPage({}, async (page) => {
      render(FIVE_PAGES, { rights: [] });
      await readMessage(portal, page, true);
      expect(await page.getByRole('button', { name: 'to print' }).count()).toBe(0);
      const own = await openInOwnTab(page);
      await own.emulateMedia({ media: 'print' });
      expect(await own.getByText('does not allow this message to be printed').isVisible()).toBe(true);
      expect(await own.getByText('Dear Ada, page 3').isVisible()).toBe(false);
      expect(pagesOf(await own.pdf())).toBe(1);
    }));

  it('cannot hide who wrote it, nor run, ask or reach anything', () =>
    withPage({}, async (page) => {
      const css = `html,body{display:none!important;opacity:0!important;visibility:hidden!important}
        body>div:not(#x):not(#y){display:none!important;visibility:hidden!important;height:0!important;margin-top:-900px!important}`;
      render(
        Buffer.from(`<!DOCTYPE html><html><head><style>${css}</style></head><body><p style="visibility:visible">Dear Ada</p>
<script>document.title='owned'</script><img src="https://tracker.example/own.gif" onerror="document.title='owned'"></body></html>`),
      );
      await readMessage(portal, page, true);
      const own = await openInOwnTab(page);
      const strip = own.getByText('Sealed by Example Bank');
      expect(await strip.isVisible()).toBe(true);
      expect((await strip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      expect(await own.title()).toContain('Your statement for November');
      expect(await own.evaluate(() => self.origin)).toBe('null');
      expect(portal.remote.asked).toEqual([]);
    }));
});
