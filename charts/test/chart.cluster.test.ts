// What the chart renders, given to a real kube-apiserver whose namespace
// enforces Pod Security "restricted": a field that does not exist, a value out
// of range or a privilege too many is refused here as in a cluster.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KubernetesApi, startKubernetesApi } from '@postern/dev-services';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type Answer, ApiClient } from './api-client.ts';
import { customResourceDefinitions } from './custom-resources.ts';
import { EXAMPLES, type KubernetesObject, PRODUCTION, readObjects, render } from './helm.ts';
import { type Pod, podsOf } from './pods.ts';
import { helmFor } from './release.ts';

let api: KubernetesApi;
let client: ApiClient;

beforeAll(async () => {
  api = await startKubernetesApi();
  client = new ApiClient(api);
  for (const definition of await customResourceDefinitions()) expect(await client.apply(definition, 'default')).toEqual(APPLIED);
});
afterAll(() => api?.stop());

const APPLIED = { status: 201, message: '' };
const nothing = { labels: {}, annotations: {} };

async function makeNamespace(name: string): Promise<void> {
  const labels = Object.fromEntries(['enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']));
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { ...nothing, name, labels } };
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...nothing, name: 'default' } };
  for (const object of [namespace, account]) expect(await client.apply(object, name)).toEqual(APPLIED);
}

/** Into the namespace that it is tried in, whatever it says itself. */
function movedTo(namespace: string, object: KubernetesObject): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function asPod({ name, labels, spec }: Pod): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...nothing, name: `${name}-alone`, labels }, spec };
}

const PRIORITY = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { ...nothing, name: 'high' }, value: 1 };
const RUNTIME = {
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { ...nothing, name: 'gvisor' },
  handler: 'runsc',
};

describe.each(EXAMPLES)('a real API server and %s', (example) => {
  const namespace = example.replace(/^ci\/|-values\.yaml$/g, '');

  it('agree on every object', async () => {
    await makeNamespace(namespace);
    for (const object of await render({ files: [example] })) {
      const answer = await client.apply(movedTo(namespace, object), namespace);
      expect({ object: `${object.kind}/${object.metadata.name}`, ...answer }).toEqual({
        object: `${object.kind}/${object.metadata.name}`,
        ...APPLIED,
      });
    }
  });

  it('agree on every pod that those objects make, under Pod Security "restricted"', async () => {
    for (const cluster of [PRIORITY, RUNTIME]) await client.apply(cluster, namespace);
    const pods = podsOf(await render({ files: [example] })).filter(({ name }) => !name.endsWith('-test'));
    for (const pod of pods) {
      const answer = await client.apply(asPod(pod), namespace);
      expect({ pod: pod.name, ...answer }).toEqual({ pod: pod.name, ...APPLIED });
    }
  });
});

describe("a real API server and Tilt's stores", () => {
  it('agree, in a namespace that enforces the same', async () => {
    const files = ['namespace.yaml', 'stores.yaml'].map((name) =>
      readFileSync(new URL(`../../tilt/${name}`, import.meta.url), 'utf8'),
    );
    const objects = files.flatMap((text) => readObjects(parseAllDocuments(text)));
    for (const object of objects) expect(await client.apply(object, 'postern-dev')).toEqual(APPLIED);
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...nothing, name: 'default' } };
    await client.apply(account, 'postern-dev');
    const makers = objects.filter(({ kind }) => kind === 'Deployment');
    expect(makers).toHaveLength(4);
    for (const maker of makers) expect(await client.apply(podOfStore(maker), 'postern-dev')).toEqual(APPLIED);
  });
});

const STORE = z.looseObject({ spec: z.looseObject({ template: z.looseObject({ spec: z.looseObject({}) }) }) });

function podOfStore(maker: KubernetesObject): KubernetesObject {
  const { spec } = STORE.parse(maker).spec.template;
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...nothing, name: `${maker.metadata.name}-alone` }, spec };
}

describe('a release', () => {
  it('is installed, made larger, made as it was, and removed', async () => {
    await makeNamespace('released');
    using helm = await helmFor(api, 'released');
    expect(await helm.run('install', 'postern', '.', '--values', PRODUCTION)).toContain('https://read.portal.example');
    expect(await helm.run('upgrade', 'postern', '.', '--values', PRODUCTION, '--values', 'values-large.yaml')).toContain(
      'REVISION: 2',
    );
    expect(await helm.run('rollback', 'postern', '1')).toContain('success');
    expect(await helm.run('uninstall', 'postern')).toContain('uninstalled');
  });
});

describe('that server', () => {
  const spoiled = async (spoil: (pod: KubernetesObject) => KubernetesObject): Promise<Answer> => {
    const [pod] = podsOf(await render({ files: [EXAMPLES[0] ?? ''] }));
    if (pod === undefined) throw new Error('the chart makes no pod');
    return client.apply(spoil(asPod({ ...pod, name: 'spoiled' })), EXAMPLES[0]?.replace(/^ci\/|-values\.yaml$/g, '') ?? '');
  };

  it('refuses a pod that could be root', async () => {
    const answer = await spoiled((pod) => ({ ...pod, spec: { containers: [{ name: 'a', image: 'a' }] } }));
    expect(answer).toMatchObject({ status: 403, message: expect.stringContaining('violates PodSecurity "restricted') });
  });

  it('refuses a field that does not exist', async () => {
    const answer = await spoiled((pod) => ({ ...pod, spec: { ...Object(pod['spec']), enableServiceLink: false } }));
    expect(answer).toMatchObject({ status: 500 });
    expect(answer.message).toContain('enableServiceLink');
  });
});
