import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { CHART, PRODUCTION, tryRender } from './helm.ts';

/** A value that is wrong, by its place, and what stands there instead. */
const WRONG: readonly (readonly [string, unknown])[] = [
  ['/portal', { portal: { hots: 'read.portal.example' } }],
  ['/portal/host', { portal: { host: 'https://read.portal.example' } }],
  ['/services/otp/replicas', { services: { otp: { replicas: 'two' } } }],
  ['/services/otp/digest', { services: { otp: { digest: 'latest' } } }],
  ['/services', { services: { sealer: { enabled: true } } }],
  ['/services/rendering/resources/limits', { services: { rendering: { resources: { limits: { memory: null } } } } }],
  ['/services/gateway/settings', { services: { gateway: { settings: { rate_open: 1 } } } }],
  ['/redis/url', { redis: { url: 'http://redis' } }],
  ['/kafka/brokers/0', { kafka: { brokers: ['kafka://broker:9092'] } }],
  ['/postgresql/sslMode', { postgresql: { sslMode: 'require' } }],
  ['/networkPolicy/backends', { networkPolicy: { backends: { rediss: { peers: [] } } } }],
  ['/networkPolicy/backends/redis/peers/0', { networkPolicy: { backends: { redis: { peers: [{}] } } } }],
  ['/acceptedRisks', { acceptedRisks: { everything: 'because we said so' } }],
  ['/pods/user', { pods: { user: 0 } }],
  ['/certificates/duration', { certificates: { duration: '90d' } }],
];

describe('the schema of the values', () => {
  it.each(WRONG)('refuses what is wrong and names it: %s', async (place, values) => {
    expect((await tryRender({ files: [PRODUCTION], values })).refusal).toContain(`at '${place}'`);
  });

  it('knows every value that has a default', async () => {
    const schema: unknown = JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8'));
    const defaults: unknown = parse(readFileSync(join(CHART, 'values.yaml'), 'utf8'));
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(defaults)).sort()).toEqual(
      Object.keys(z.looseObject({ properties: z.record(z.string(), z.unknown()) }).parse(schema).properties)
        .filter((name) => name !== 'global')
        .sort(),
    );
  });

  it("is closed at every level that is not the API's own", () => {
    const open: string[] = [];
    walk(JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8')), '', (node, path) => {
      if (node['type'] === 'object' && !('additionalProperties' in node)) open.push(path);
    });
    // Helm's own value, and what the API checks.
    expect(open).toEqual(['/properties/global', '/$defs/kubernetes']);
  });
});

function walk(node: unknown, path: string, visit: (node: Record<string, unknown>, path: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  const entries = Object.entries(node);
  if (!Array.isArray(node)) visit(Object.fromEntries(entries), path);
  for (const [key, value] of entries) walk(value, `${path}/${key}`, visit);
}
