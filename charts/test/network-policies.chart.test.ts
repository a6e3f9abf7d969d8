// Who can reach whom, worked out of the policies as a cluster would, against
// the graph as the code has it. Both in full: one way too many fails as one
// that is missing does.
import { describe, expect, it } from '@jest/globals';
import { BACKENDS, EDGES } from '@postern/service-graph';
import { z } from 'zod';
import { EXAMPLES, type KubernetesObject, ofKind, PRODUCTION, render } from './helm.ts';

const SELECTOR = z.object({ matchLabels: z.record(z.string(), z.string()).default({}) });
const PEER = z.object({
  podSelector: SELECTOR.optional(),
  namespaceSelector: z.unknown().optional(),
  ipBlock: z.unknown().optional(),
});
const PORT = z.object({ protocol: z.string(), port: z.union([z.string(), z.number()]) });
const POLICY = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.object({
    podSelector: SELECTOR,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.object({ from: z.array(PEER).min(1), ports: z.array(PORT).min(1) })).default([]),
    egress: z.array(z.object({ to: z.array(PEER).min(1), ports: z.array(PORT).min(1) })).default([]),
  }),
});

const COMPONENT = 'app.kubernetes.io/component';
const policiesOf = (objects: readonly KubernetesObject[]) =>
  ofKind(objects, 'NetworkPolicy').map((object) => POLICY.parse(object));

/** The other end, as one word: a component of this release, or `outside`. */
function endOf(peer: z.infer<typeof PEER>): string {
  const component = peer.podSelector?.matchLabels[COMPONENT];
  return component !== undefined && peer.namespaceSelector === undefined ? component : 'outside';
}

function waysIn(objects: readonly KubernetesObject[]): string[] {
  return policiesOf(objects).flatMap(({ spec }) =>
    spec.ingress.flatMap(({ from, ports }) =>
      ports.flatMap(({ port }) => from.map((peer) => `${endOf(peer)} -> ${spec.podSelector.matchLabels[COMPONENT]}:${port}`)),
    ),
  );
}

function waysOut(objects: readonly KubernetesObject[]): string[] {
  return policiesOf(objects).flatMap(({ spec }) =>
    spec.egress.flatMap(({ to, ports }) =>
      ports.flatMap(({ port }) => to.map((peer) => `${spec.podSelector.matchLabels[COMPONENT]} -> ${endOf(peer)}:${port}`)),
    ),
  );
}

const inside = (way: string) => !way.includes('outside');
const sorted = (ways: readonly string[]) => [...new Set(ways)].sort();
const WANTED = sorted(EDGES.map(({ caller, callee }) => `${caller} -> ${callee}:grpc`));
const TEST = 'test -> gateway:http';

describe.each(EXAMPLES.filter((example) => !example.includes('trying')))('the network policies of %s', (example) => {
  it('deny everything, in both directions, to every pod of the release', async () => {
    const [deny] = policiesOf(await render({ files: [example] })).filter(({ metadata }) => metadata.name.endsWith('-deny-all'));
    expect(deny?.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] });
    expect(Object.keys(deny?.spec.podSelector.matchLabels ?? {})).toEqual([
      'app.kubernetes.io/name',
      'app.kubernetes.io/instance',
    ]);
  });

  it('let each edge of the graph out at its caller and in at its callee, and no other', async () => {
    const objects = await render({ files: [example] });
    expect(sorted(waysOut(objects).filter(inside))).toEqual(sorted([...WANTED, TEST]));
    expect(sorted(waysIn(objects).filter(inside))).toEqual(sorted([...WANTED, TEST]));
  });

  it('name a policy once, and one thing in each', async () => {
    const policies = policiesOf(await render({ files: [example] }));
    const names = policies.map(({ metadata }) => metadata.name);
    expect(sorted(names)).toHaveLength(names.length);
    for (const { spec } of policies.filter(({ metadata }) => !metadata.name.endsWith('-deny-all')))
      expect([...spec.ingress, ...spec.egress]).toHaveLength(1);
  });
});

describe('the ways out of the cluster', () => {
  it('are those of the graph that are in use, and name resolution', async () => {
    const objects = await render({ files: [PRODUCTION] });
    const names = policiesOf(objects).filter(({ spec }) => spec.policyTypes.includes('Egress') && spec.egress.length > 0);
    const backends = names.map(({ metadata }) => metadata.name).filter((name) => !name.endsWith('-to-dns') && !isEdge(name));
    const wanted = BACKENDS.filter(({ backend }) => backend !== 'key-custody').map(
      ({ caller, backend }) => `postern-${caller}-to-${backend}`,
    );
    expect(sorted(backends)).toEqual(sorted([...wanted, 'postern-test-to-gateway']));
  });

  it('have rendering reach key-release and names, and nothing else', async () => {
    const ways = waysOut(await render({ files: [PRODUCTION] })).filter((way) => way.startsWith('rendering '));
    expect(sorted(ways)).toEqual(['rendering -> key-release:grpc', 'rendering -> outside:53']);
  });

  it('lead to a vault only when the keys are there', async () => {
    const name = 'postern-key-release-to-key-custody';
    const has = async (example: string) =>
      policiesOf(await render({ files: [example] })).some(({ metadata }) => metadata.name === name);
    expect(await has(PRODUCTION)).toBe(false);
    expect(await has('ci/large-values.yaml')).toBe(true);
  });
});

describe('the ways into the cluster', () => {
  it('end at the two pages, and at metrics', async () => {
    const ways = waysIn(await render({ files: [PRODUCTION] })).filter((way) => !inside(way));
    const metrics = ['gateway', 'identity', 'otp', 'key-release', 'rendering', 'aggregation'].map(
      (name) => `outside -> ${name}:ops`,
    );
    expect(sorted(ways)).toEqual(sorted(['outside -> gateway:http', 'outside -> aggregation:http', ...metrics]));
  });
});

function isEdge(name: string): boolean {
  return EDGES.some(({ caller, callee }) => name === `postern-${caller}-to-${callee}`);
}
