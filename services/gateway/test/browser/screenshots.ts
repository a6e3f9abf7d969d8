// Takes a picture of every state on a desktop, a phone, in the dark and on
// paper, for people to look at: node services/gateway/test/browser/screenshots.ts [name…]
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startPortalInBrowser } from './portal-in-browser.ts';
import { openInOwnTab, STATES } from './states.ts';

const OUTPUT = fileURLToPath(new URL('../../../../artifacts/gateway/', import.meta.url));
const LOOKS = [
  { look: 'desktop', options: { viewport: { width: 1280, height: 900 } } },
  { look: 'phone', options: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
  { look: 'dark', options: { viewport: { width: 900, height: 900 }, colorScheme: 'dark' } },
  // A4, and what a sheet shows of colours.
  { look: 'print', options: { viewport: { width: 794, height: 1123 } } },
] as const;

const wanted = process.argv.slice(2);
mkdirSync(OUTPUT, { recursive: true });
const portal = await startPortalInBrowser();
try {
  for (const { name, script, reach } of STATES.filter((state) => wanted.length === 0 || wanted.includes(state.name))) {
    for (const { look, options } of LOOKS) {
      portal.gateway.reset();
      const page = await portal.newPage({ ...options, javaScriptEnabled: script });
      await reach(portal, page);
      if (look === 'print') await page.emulateMedia({ media: 'print' });
      if ((await page.locator('.message-frame, .message-shell').count()) > 0) await drawn(page);
      await page.screenshot({ path: `${OUTPUT}${name}.${look}.png`, fullPage: true });
      if (name === 'message') {
        // On paper there are no buttons.
        await page.emulateMedia({ media: 'screen' });
        const own = await openInOwnTab(page);
        if (look === 'print') await own.emulateMedia({ media: 'print' });
        await own.screenshot({ path: `${OUTPUT}message-in-own-tab.${look}.png`, fullPage: true });
        if (look === 'desktop') await own.pdf({ path: `${OUTPUT}message-in-own-tab.pdf`, format: 'A4' });
      }
      await page.context().close();
    }
    process.stdout.write(`${name}\n`);
  }
} finally {
  await portal.stop();
}

/** A frame of another origin draws itself at its own pace, only where it can be seen, and nothing tells when it has. */
async function drawn(page: Page): Promise<void> {
  await page.locator('.message-frame, .message-shell').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
}
