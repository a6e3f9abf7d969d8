// The chart's settings, read by the services themselves: what one of them does
// not know, or cannot use, it says, and its pod would not start.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES, type ServiceName } from '@postern/service-graph';
import { checkSettings, environmentOf } from './check-settings.ts';
import { EXAMPLES, ofKind, PRODUCTION, render } from './helm.ts';
import { createMountedFiles, type MountedFiles } from './mounted-files.ts';
import { podsOf } from './pods.ts';

let directory: string;
let files: MountedFiles;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-chart-settings-'));
  files = await createMountedFiles(directory);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const check = (service: ServiceName, environment: Readonly<Record<string, string>>) => checkSettings(service, environment, files);

describe.each(EXAMPLES)('the settings of %s', (example) => {
  it.each(SERVICES)('are what %s takes', async (service) => {
    expect(await check(service, await environmentOf(service, { files: [example] }))).toBe('configuration: ok\n');
  });
});

describe("the settings of Tilt's values", () => {
  it.each(SERVICES)('are what %s takes', async (service) => {
    expect(await check(service, await environmentOf(service, { files: ['../../tilt/values.yaml'] }))).toBe('configuration: ok\n');
  });
});

describe.each(['values-small.yaml', 'values-large.yaml'])('the settings of %s', (sizes) => {
  it.each(['gateway', 'rendering'] as const)('are what %s takes', async (service) => {
    const environment = await environmentOf(service, { files: [PRODUCTION, sizes] });
    expect(await check(service, environment)).toBe('configuration: ok\n');
  });
});

describe("a variable that Kubernetes would add for the gateway's own Service", () => {
  it('keeps it from starting, which is why service links are off', async () => {
    const environment = await environmentOf('gateway', { files: [PRODUCTION] });
    const said = await check('gateway', { ...environment, POSTERN_GATEWAY_PORT: 'tcp://10.96.0.1:8080' });
    expect(said).toContain('POSTERN_GATEWAY_PORT: no such setting');
  });
});

describe('what a service is told', () => {
  it('is its own: no setting of another service', async () => {
    for (const service of SERVICES) {
      const prefixes = SERVICES.filter((other) => other !== service).map((other) => prefixOf(other));
      const names = Object.keys(await environmentOf(service, { files: [PRODUCTION] }));
      expect(names.filter((name) => prefixes.some((prefix) => name.startsWith(prefix)))).toEqual([]);
    }
  });

  it('holds no secret but the one that the database driver reads', async () => {
    const [container] = podsOf(ofKind(await render({ files: [PRODUCTION] }), 'Deployment'))
      .flatMap(({ spec }) => spec.containers)
      .filter(({ name }) => name === 'aggregation');
    const referring = (container?.env ?? []).filter((variable) => 'valueFrom' in variable);
    expect(referring).toEqual([
      { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'postern-aggregation', key: 'database.password' } } },
    ]);
  });
});

function prefixOf(service: ServiceName): string {
  return `POSTERN_${service.toUpperCase().replaceAll('-', '_')}_`;
}
