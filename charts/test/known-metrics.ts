// Every metric that the code makes, with its labels, out of the source: what is
// counted only once something fails would not be on any page that one could ask for.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Metrics } from '@postern/runtime';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MADE = /\.(counter|gauge|histogram)\(\{\s*name: ['`]([^'`]+)['`],[\s\S]{0,300}?labels: \[([^\]]*)\]/g;
const SIDE = /\$\{side\}/;
/** What Prometheus and the chart's monitors add. */
const ADDED = ['namespace', 'service', 'pod', 'instance', 'job'];

/** Names as they stand in a query, histograms with their three endings, and the labels of each. */
export async function knownMetrics(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const known = new Map<string, ReadonlySet<string>>([['up', new Set(ADDED)]]);
  for (const file of globSync('{libs,services}/*/src/**/*.ts', { cwd: ROOT })) {
    if (file.endsWith('.test.ts')) continue;
    for (const [, type = '', name = '', labels = ''] of readFileSync(`${ROOT}/${file}`, 'utf8').matchAll(MADE))
      for (const each of sides(name))
        addMetric(
          known,
          type,
          each,
          [...labels.matchAll(/'([^']+)'/g)].map(([, label = '']) => label),
        );
  }
  const metrics = new Metrics();
  metrics.collectProcessMetrics();
  const { text } = await metrics.render();
  for (const [, name = ''] of text.matchAll(/^([a-z]\w*)[{ ]/gm)) known.set(name, new Set(ADDED));
  return known;
}

/** The pipeline's histogram has a name for each end of a call. */
function sides(name: string): readonly string[] {
  return SIDE.test(name) ? ['server', 'client'].map((side) => name.replace(SIDE, side)) : [name];
}

function addMetric(known: Map<string, ReadonlySet<string>>, type: string, name: string, labels: readonly string[]): void {
  const all = new Set([...labels, ...ADDED]);
  if (type !== 'histogram') known.set(name, all);
  else for (const ending of ['bucket', 'sum', 'count']) known.set(`${name}_${ending}`, new Set([...all, 'le']));
}
