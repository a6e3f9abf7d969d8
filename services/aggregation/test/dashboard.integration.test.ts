import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type DashboardInBrowser, drawn, startDashboardInBrowser } from './browser/dashboard-in-browser.ts';

jest.setTimeout(120_000);

let full: DashboardInBrowser;
let empty: DashboardInBrowser;
beforeAll(async () => {
  full = await startDashboardInBrowser({ days: 120, demo: true });
  empty = await startDashboardInBrowser({});
});
afterAll(async () => {
  await Promise.all([full.stop(), empty.stop()]);
});

const FILTERED = '/?period=90d&compare=previous_period&metric=opened&browser_family=chrome&not.locale=de&interval=week';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What the browser complains about: above all, what the content security policy had to stop. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

async function findings(page: Page): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .withTags(TAGS);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

const LOOKS = [
  ['on a desktop', { viewport: { width: 1280, height: 900 } }],
  ['in the dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['at 320 CSS pixels, which is 400 % of zoom', { viewport: { width: 320, height: 640 } }],
  ['without script', { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }],
] as const;

describe.each(LOOKS)('the dashboard %s', (_look, options) => {
  it.each(['/', FILTERED])('at %s has nothing that axe finds, nothing that the policy stops, and fits', async (path) => {
    const page = await full.newPage(options);
    const complaints = complaintsOf(page);
    await page.goto(`${full.origin}${path}`);
    const script = !('javaScriptEnabled' in options);
    if (script) await drawn(page);
    // axe is a script itself.
    if (script)
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => void details.setAttribute('open', '')));
    if (script) expect(await findings(page)).toEqual([]);
    else expect(await page.locator('svg.plot').isVisible()).toBe(true);
    const { width = 0 } = page.viewportSize() ?? {};
    if (script) expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a page without numbers', () => {
  it('has nothing that axe finds', async () => {
    const page = await empty.newPage();
    for (const path of ['/', '/nowhere']) {
      await page.goto(`${empty.origin}${path}`);
      expect([path, await findings(page)]).toEqual([path, []]);
    }
    await page.context().close();
  });
});

describe.each([true, false])('an analyst (script: %s)', (javaScriptEnabled) => {
  it('filters all other panels by a value, and takes the filter away again', async () => {
    const page = await full.newPage({ javaScriptEnabled });
    await page.goto(full.origin);
    const senders = page.getByRole('region', { name: 'Senders' }).getByRole('row').filter({ hasText: 'Clinic Example' });
    const before = await senders.textContent();
    await page.getByRole('link', { name: 'Chrome (filter by this)' }).click();
    await page.getByRole('link', { name: 'Remove the filter Browser: Chrome' }).waitFor();
    expect(await senders.textContent()).not.toBe(before);
    expect(await page.getByRole('link', { name: 'Edge (filter by this)' }).count()).toBe(1);
    expect(new URL(page.url()).search).toBe('?browser_family=chrome');

    await page.getByRole('link', { name: 'Remove the filter Browser: Chrome' }).click();
    await page.getByRole('link', { name: 'Chrome (filter by this)' }).waitFor();
    expect([new URL(page.url()).search, await senders.textContent()]).toEqual(['', before]);
    await page.context().close();
  });

  it('chooses days, and goes back', async () => {
    const page = await full.newPage({ javaScriptEnabled });
    await page.goto(full.origin);
    const heading = page.getByRole('heading', { level: 1 });
    const before = await heading.textContent();
    await page.getByText('Days', { exact: true }).first().click();
    await page.getByRole('textbox', { name: 'From' }).fill('2026-11-02');
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('2026-11-08');
    await page.getByRole('button', { name: 'Show' }).click();
    await heading.filter({ hasText: '2 Nov 2026 to 8 Nov 2026' }).waitFor();
    await page.goBack();
    await heading.filter({ hasText: before ?? '' }).waitFor();
    await page.context().close();
  });

  it('takes along exactly what a panel shows', async () => {
    const page = await full.newPage({ javaScriptEnabled });
    await page.goto(`${full.origin}/?period=7d`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV of Browsers' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('postern-usage-demo-2026-11-17-to-2026-11-23.csv');
    const stream = await download.createReadStream();
    const text = Buffer.concat(await stream.toArray()).toString('utf8');
    const [, count] = /^chrome,(\d+)\r$/m.exec(text) ?? [];
    const row = page.getByRole('region', { name: 'Browsers' }).getByRole('row').filter({ hasText: 'Chrome' });
    expect((await row.getByRole('cell').first().textContent())?.replaceAll(',', '')).toBe(count);
    await page.context().close();
  });
});

describe('with the keyboard alone', () => {
  it('a filter is set, and the focus stays where it was', async () => {
    const page = await full.newPage();
    await page.goto(full.origin);
    await drawn(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the numbers');
    await tabTo(page, 'browser_family-edge');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Remove the filter Browser: Edge' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('browser_family-edge');
    expect(await page.locator('#updated').textContent()).toMatch(/^Updated: .*, 1 filter$/);
    await page.context().close();
  });

  it('the line is read point by point', async () => {
    const page = await full.newPage();
    await page.goto(full.origin);
    await drawn(page);
    const line = page.getByRole('slider', { name: 'Messages read over time, point by point' });
    await line.focus();
    const last = await line.getAttribute('aria-valuetext');
    expect(last).toMatch(/^Mon,? 23 Nov 2026: [\d,]+$/);
    await page.keyboard.press('ArrowLeft');
    expect(await line.getAttribute('aria-valuetext')).toMatch(/^Sun,? 22 Nov 2026: [\d,]+$/);
    expect(await page.locator('.readout').textContent()).toBe(await line.getAttribute('aria-valuetext'));
    await page.keyboard.press('Home');
    expect(await line.getAttribute('aria-valuenow')).toBe('0');
    await page.context().close();
  });
});

async function tabTo(page: Page, id: string): Promise<void> {
  for (let pressed = 0; pressed < 100; pressed++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${id} is not reached by the tab key`);
}

describe('the line over time', () => {
  it('makes the days that are stretched over the period', async () => {
    const page = await full.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(full.origin);
    await drawn(page);
    const box = await page.locator('.live-plot .u-over').boundingBox();
    if (box === null) throw new Error('there is no line');
    await page.mouse.move(box.x + box.width * 0.25, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/from=2026-11-0\d&to=2026-11-1\d/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/Nov 2026 to/);
    await page.context().close();
  });

  it('has the same numbers in the table behind it', async () => {
    const page = await full.newPage();
    await page.goto(`${full.origin}/?period=7d`);
    await drawn(page);
    await page.getByText('The numbers as a table').click();
    const rows = await page.locator('#timeline-table tbody tr').all();
    expect(rows).toHaveLength(7);
    const sum = (
      await Promise.all(rows.map(async (row) => Number((await row.getByRole('cell').first().textContent())?.replaceAll(',', ''))))
    ).reduce((total, each) => total + each, 0);
    const figure = await page.locator('#metric-viewed .figure-value').textContent();
    expect(figure?.replaceAll(',', '')).toBe(String(sum));
    await page.context().close();
  });
});

describe('a page that the script could not fetch', () => {
  it('is loaded by the browser', async () => {
    const page = await full.newPage();
    await page.goto(full.origin);
    await drawn(page);
    await page.route(/period=7d/, (route) => (route.request().resourceType() === 'xhr' ? route.abort() : route.continue()));
    await page.getByRole('link', { name: '7 days', exact: true }).click();
    await page.getByRole('heading', { name: '17 Nov 2026 to 23 Nov 2026' }).waitFor();
    await page.context().close();
  });
});
