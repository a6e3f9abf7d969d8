import { ensureChromium } from '@postern/dev-services';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type DashboardUnderTest, startDashboard } from '../dashboard-under-test.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface DashboardInBrowser {
  readonly dashboard: DashboardUnderTest;
  readonly browser: Browser;
  readonly origin: string;
  newPage(options?: BrowserContextOptions): Promise<Page>;
  stop(): Promise<void>;
}

export async function startDashboardInBrowser(options: Parameters<typeof startDashboard>[0]): Promise<DashboardInBrowser> {
  const dashboard = await startDashboard(options);
  const origin = await dashboard.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: FLAGS });
  return {
    dashboard,
    browser,
    origin,
    newPage: async (context) => (await browser.newContext(context)).newPage(),
    stop: async () => {
      await browser.close();
      await dashboard.stop();
    },
  };
}

/** Waits until the script has drawn the line over time. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('.live-plot canvas').waitFor();
}
