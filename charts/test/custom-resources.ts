// The definitions of what others bring to a cluster, out of their own modules.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goModule } from '@postern/dev-services';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from './helm.ts';
import { readObjects } from './helm.ts';

const SOURCES = [
  { module: 'github.com/cert-manager/cert-manager', version: 'v1.21.2', files: 'deploy/crds/*.yaml' },
  { module: 'sigs.k8s.io/gateway-api', version: 'v1.6.3', files: 'config/crd/standard/*_httproutes.yaml' },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    files: 'example/prometheus-operator-crd/*_{podmonitors,servicemonitors,prometheusrules}.yaml',
  },
  {
    module: 'github.com/external-secrets/external-secrets',
    version: 'v1.3.2',
    files: 'config/crds/bases/*_externalsecrets.yaml',
  },
] as const;

/** CustomResourceDefinitions of all kinds that the chart makes and Kubernetes does not know. */
export async function customResourceDefinitions(): Promise<readonly KubernetesObject[]> {
  const texts = await Promise.all(
    SOURCES.map(async ({ module, version, files }) => {
      const directory = await goModule(module, version);
      return globSync(files, { cwd: directory }).map((file) => readFileSync(join(directory, file), 'utf8'));
    }),
  );
  return [...texts.flat().flatMap((text) => readObjects(parseAllDocuments(text))), KAFKA_TOPIC];
}

/** Strimzi is no Go module: of its KafkaTopic only the outline, which the server checks as far as it goes. */
const KAFKA_TOPIC: KubernetesObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'kafkatopics.kafka.strimzi.io', labels: {}, annotations: {} },
  spec: {
    group: 'kafka.strimzi.io',
    scope: 'Namespaced',
    names: { plural: 'kafkatopics', singular: 'kafkatopic', kind: 'KafkaTopic' },
    versions: [{ name: 'v1beta2', served: true, storage: true, schema: { openAPIV3Schema: kafkaTopicSchema() } }],
  },
};

function kafkaTopicSchema() {
  const config = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const properties = { partitions: { type: 'integer' }, replicas: { type: 'integer' }, topicName: { type: 'string' }, config };
  return { type: 'object', properties: { spec: { type: 'object', properties } } };
}
