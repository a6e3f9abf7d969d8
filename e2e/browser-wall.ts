// The portal's wall in the browser, by itself: its modules as the portal serves
// them, on a page that has no policy and no sandbox.
import type { Browser } from 'playwright-core';
import { loadAssets } from '../services/gateway/src/http/assets.ts';

const ADDRESS = 'https://wall.example/';

export interface CheckedDocument {
  readonly html: string;
  readonly leftOut: number;
  readonly milliseconds: number;
  /** Whether the browser reads the same elements, attributes and text from it as from what was given. */
  readonly isSame: boolean;
}

export interface BrowserWall {
  check(document: string): Promise<CheckedDocument>;
  close(): Promise<void>;
}

export async function openBrowserWall(browser: Browser, { remote }: { readonly remote: boolean }): Promise<BrowserWall> {
  const assets = loadAssets();
  const version = assets.url('main.js').split('/')[2] ?? '';
  const context = await browser.newContext();
  await context.route('**/*', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const asset = assets.find(version, name);
    return route.fulfill(
      asset === undefined
        ? { contentType: 'text/html', body: '<!DOCTYPE html>' }
        : { contentType: asset.type, body: asset.bytes },
    );
  });
  const page = await context.newPage();
  await page.goto(ADDRESS);
  const wall = await page.evaluateHandle(
    async (options) => {
      const module = '/wall.js';
      const { buildWall } = await import(module);
      return buildWall(options);
    },
    { remote },
  );
  return {
    check: (document) => page.evaluate(checkInPage, { wall, document }),
    close: () => context.close(),
  };
}

/** Runs in the page. The frame is never put into it, so it loads nothing. */
function checkInPage({
  wall,
  document: given,
}: {
  wall: { show(frame: HTMLIFrameElement, html: string): number };
  document: string;
}) {
  const frame = document.createElement('iframe');
  const startedAt = performance.now();
  const leftOut = wall.show(frame, given);
  const milliseconds = performance.now() - startedAt;
  const read = (html: string) => {
    const tree = new DOMParser().parseFromString(html, 'text/html');
    // White space around a value means nothing in any attribute that mail may have.
    for (const element of tree.querySelectorAll('*'))
      for (const { name, value } of [...element.attributes]) element.setAttribute(name, value.trim());
    return tree;
  };
  return { html: frame.srcdoc, leftOut, milliseconds, isSame: leftOut === 0 && read(given).isEqualNode(read(frame.srcdoc)) };
}
