// Debian's Firefox as it is, by the protocol that it speaks itself (WebDriver
// BiDi). Playwright has a Firefox of its own making, which nobody reads mail in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureFirefox } from '@postern/dev-services';
import puppeteer, { type Browser } from 'puppeteer-core';

export interface Firefox {
  readonly browser: Browser;
  /** Where it saves files, without asking. */
  readonly downloads: string;
  stop(): Promise<void>;
}

/** What a browser asks of the network by itself, and what it shows by itself, is off. */
const QUIET = {
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
};

export async function launchFirefox(): Promise<Firefox> {
  const downloads = mkdtempSync(join(tmpdir(), 'postern-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await ensureFirefox(),
    headless: true,
    extraPrefsFirefox: {
      ...QUIET,
      'browser.download.dir': downloads,
      'browser.download.folderList': 2,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      'pdfjs.disabled': true,
      'intl.accept_languages': 'en',
    },
  });
  return {
    browser,
    downloads,
    stop: async () => {
      await browser.close();
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}
