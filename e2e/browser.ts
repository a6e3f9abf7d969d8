import { ensureChromium } from '@postern/dev-services';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, without the traffic of its own that a browser makes. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
