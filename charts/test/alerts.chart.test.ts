import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { debianProgram } from '@postern/dev-services';
import { parse } from 'yaml';
import { z } from 'zod';
import { CHART, ofKind, render } from './helm.ts';
import { knownMetrics } from './known-metrics.ts';

const RUNBOOKS = fileURLToPath(new URL('../../docs/runbooks', import.meta.url));
const TESTS = fileURLToPath(new URL('alerts.yaml', import.meta.url));

const RULE = z.object({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
});
const RULES = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(RULE) })) });
const TARGETS = z.object({
  panels: z.array(z.looseObject({ title: z.string(), targets: z.array(z.looseObject({ expr: z.string() })).default([]) })),
});

const rules = RULES.parse(parse(readFileSync(join(CHART, 'files/alerts.yaml'), 'utf8'))).groups.flatMap((group) => group.rules);
const alerts = rules.flatMap(({ alert }) => (alert === undefined ? [] : [alert]));
const records = rules.flatMap(({ record }) => (record === undefined ? [] : [record]));
const dashboards = globSync('files/dashboards/*.json', { cwd: CHART });
const queries: readonly (readonly [string, string])[] = [
  ...rules.map(({ alert, record, expr }) => [alert ?? record ?? '', expr] as const),
  ...dashboards.flatMap((file) =>
    TARGETS.parse(JSON.parse(readFileSync(join(CHART, file), 'utf8'))).panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => [title, expr] as const),
    ),
  ),
];

let known: ReadonlyMap<string, ReadonlySet<string>>;
beforeAll(async () => {
  known = await knownMetrics();
});

/** The series that a query names, each with the labels that it selects by. */
function seriesOf(query: string): { readonly name: string; readonly labels: readonly string[] }[] {
  const bare = query.replace(/\[[^\]]*\]|\b(?:by|on|without|ignoring) \([^)]*\)/g, '');
  const series = bare.matchAll(/([a-z][a-z0-9_:]*_[a-z0-9_:]+|\bup\b)(\{[^}]*\})?/g);
  return [...series]
    .filter(([, name = '']) => !['histogram_quantile', 'label_values', 'group_left'].includes(name))
    .filter(({ index, input }) => !isInsideLabels(input, index))
    .map(([, name = '', selector = '']) => ({
      name,
      labels: [...selector.matchAll(/(\w+)(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }));
}

function isInsideLabels(query: string, index: number): boolean {
  const before = query.slice(0, index);
  return before.lastIndexOf('{') > before.lastIndexOf('}');
}

describe('every query', () => {
  it('of rules and dashboards is looked at', () => {
    expect(queries.length).toBeGreaterThan(40);
    for (const [, query] of queries) expect(seriesOf(query)).not.toEqual([]);
  });

  it.each(queries)('names metrics that the code makes, by labels that they have: %s', (_title, query) => {
    for (const { name, labels } of seriesOf(query)) {
      if (records.includes(name)) continue;
      const has = known.get(name);
      if (has === undefined) throw new Error(`nobody makes ${name}`);
      for (const label of labels) expect([...has]).toContain(label);
    }
  });
});

describe('an alert', () => {
  it.each(alerts)('has a page that tells what to do: %s', (alert) => {
    const page = join(RUNBOOKS, `${alert}.md`);
    expect(existsSync(page)).toBe(true);
    const text = readFileSync(page, 'utf8');
    for (const heading of [`# ${alert}\n`, '## What readers see\n', '## Look\n', '## Do\n']) expect(text).toContain(heading);
  });

  it.each(alerts)('is tried in both directions or at least once: %s', (alert) => {
    expect(readFileSync(TESTS, 'utf8')).toContain(`alertname: ${alert}`);
  });

  it('is nothing that a page tells about and that does not exist', () => {
    const pages = globSync('*.md', { cwd: RUNBOOKS }).map((file) => basename(file, '.md'));
    expect(pages.filter((page) => page !== 'README').sort()).toEqual([...alerts].sort());
  });

  it('leads to its page from the release', async () => {
    const [rule] = ofKind(await render({ files: ['ci/gateway-api-values.yaml'] }), 'PrometheusRule');
    const spec = RULES.parse(rule?.['spec']);
    for (const { alert, annotations, labels } of spec.groups
      .flatMap((group) => group.rules)
      .filter((one) => one.alert !== undefined)) {
      expect(annotations['runbook_url']).toBe(`docs/runbooks/${alert}.md`);
      expect(labels['severity']).toMatch(/^(critical|warning)$/);
    }
  });

  it("fires where it should, says Prometheus's own tool", async () => {
    const promtool = await debianProgram('prometheus', 'usr/bin/promtool');
    execFileSync(promtool, ['check', 'rules', join(CHART, 'files/alerts.yaml')], { stdio: 'pipe' });
    execFileSync(promtool, ['test', 'rules', TESTS], { stdio: 'pipe' });
  });
});

describe('the dashboard', () => {
  it('comes with the release, whole', async () => {
    const [map] = ofKind(await render({ files: ['ci/gateway-api-values.yaml'] }), 'ConfigMap');
    const { data } = z.looseObject({ data: z.record(z.string(), z.string()) }).parse(map);
    expect(JSON.parse(data['postern-sre.json'] ?? '')).toEqual(
      JSON.parse(readFileSync(join(CHART, 'files/dashboards/postern-sre.json'), 'utf8')),
    );
  });
});
