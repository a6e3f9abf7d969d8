// A new edge is a new way in: docs/threat-model.md has a row for each.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BACKENDS, EDGES } from './graph.ts';

const threatModel = readFileSync(new URL('../../../docs/threat-model.md', import.meta.url), 'utf8');
const [, edges = ''] = /\n## Each edge\n([\s\S]*?)\n## /.exec(threatModel) ?? [];
const rows = edges.split('\n').map((row) => row.split('|')[1]?.trim() ?? '');

/** What the document calls a backend of a table of names. */
const CALLED: Readonly<Record<(typeof BACKENDS)[number]['backend'], RegExp>> = {
  redis: /→ Redis/,
  smtp: /→ mail relay/,
  'identity-providers': /→ identity provider/,
  'key-custody': /→ (key plug-in|Vault)/,
  kafka: /→ Kafka|^Kafka →/,
  postgresql: /→ PostgreSQL/,
};

describe('the threat model', () => {
  it.each(EDGES.flatMap(({ caller, callee, methods }) => methods.map((method) => [caller, callee, method] as const)))(
    'has a row for %s → %s: %s',
    (caller, callee, method) => {
      const row = rows.find((each) => each.startsWith(`${caller} → ${callee}: `) && each.split(/[ ,:]+/).includes(method));
      expect(row).toBeDefined();
    },
  );

  it.each(BACKENDS.map(({ caller, backend }) => [caller, backend] as const))('has a row for %s → %s', (caller, backend) => {
    expect(rows.filter((row) => CALLED[backend].test(row) && row.includes(caller))).not.toEqual([]);
  });
});
