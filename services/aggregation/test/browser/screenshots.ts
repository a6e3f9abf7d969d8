// Takes pictures of the dashboard on a desktop, a phone, in the dark and on
// paper, for people to look at: node services/aggregation/test/browser/screenshots.ts [name…]
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawn, startDashboardInBrowser } from './dashboard-in-browser.ts';

const OUTPUT = fileURLToPath(new URL('../../../../artifacts/aggregation/', import.meta.url));
const LOOKS = [
  { look: 'desktop', options: { viewport: { width: 1280, height: 900 } } },
  { look: 'phone', options: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
  { look: 'dark', options: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' } },
] as const;
const STATES = [
  { name: 'overview', search: '' },
  {
    name: 'filtered',
    search: '?period=90d&compare=previous_period&metric=opened&browser_family=chrome&not.locale=de&sender_organisation=1',
  },
  { name: 'all', search: '?period=all&compare=previous_year' },
  { name: 'days', search: '?from=2026-11-02&to=2026-11-15' },
] as const;

const wanted = process.argv.slice(2);
const isWanted = ({ name }: { readonly name: string }) => wanted.length === 0 || wanted.includes(name);
mkdirSync(OUTPUT, { recursive: true });

const full = await startDashboardInBrowser({ days: 800 });
for (const { name, search } of STATES.filter(isWanted))
  for (const { look, options } of LOOKS)
    for (const script of [true, false]) {
      if (!script && name !== 'overview') continue;
      const page = await full.newPage({ ...options, javaScriptEnabled: script });
      await page.goto(`${full.origin}/${search}`);
      if (script) await drawn(page);
      await page.screenshot({ path: `${OUTPUT}${name}${script ? '' : '-without-script'}.${look}.png`, fullPage: true });
      if (look === 'desktop') await page.pdf({ path: `${OUTPUT}${name}${script ? '' : '-without-script'}.pdf`, format: 'A4' });
      await page.context().close();
    }
await full.stop();

for (const { name, days, demo } of [
  { name: 'empty', days: 0, demo: false },
  { name: 'demo', days: 20, demo: true },
].filter(isWanted)) {
  const some = await startDashboardInBrowser({ days, demo });
  for (const { look, options } of LOOKS) {
    const page = await some.newPage(options);
    await page.goto(some.origin);
    await page.screenshot({ path: `${OUTPUT}${name}.${look}.png`, fullPage: true });
    await page.context().close();
  }
  await some.stop();
}
