// What is asked of a pod, whatever makes it: a Deployment, a Job, or nobody.
import { z } from 'zod';
import type { KubernetesObject } from './helm.ts';

const PROBE = z.looseObject({ httpGet: z.object({ path: z.string(), port: z.string() }) });

const CONTAINER = z.looseObject({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).nullish(),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() })).nullish(),
  securityContext: z.looseObject({
    allowPrivilegeEscalation: z.boolean(),
    readOnlyRootFilesystem: z.boolean(),
    runAsNonRoot: z.boolean(),
    capabilities: z.object({ drop: z.array(z.string()), add: z.array(z.string()).optional() }),
  }),
  resources: z.object({
    requests: z.record(z.string(), z.string()),
    limits: z.looseObject({ memory: z.string() }),
  }),
  livenessProbe: PROBE.optional(),
  readinessProbe: PROBE.optional(),
  startupProbe: PROBE.optional(),
});

const POD_SPEC = z.looseObject({
  automountServiceAccountToken: z.boolean(),
  enableServiceLinks: z.boolean(),
  terminationGracePeriodSeconds: z.number().optional(),
  securityContext: z.looseObject({
    runAsNonRoot: z.boolean(),
    runAsUser: z.number(),
    seccompProfile: z.object({ type: z.string() }),
  }),
  containers: z.array(CONTAINER).min(1),
  initContainers: z.array(CONTAINER).default([]),
  volumes: z.array(z.looseObject({ name: z.string() })).nullish(),
});

export type PodSpec = z.infer<typeof POD_SPEC>;

export interface Pod {
  /** Of whatever makes it. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

const TEMPLATE = z.object({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
  spec: POD_SPEC,
});
const MAKER = z.looseObject({ spec: z.looseObject({ template: TEMPLATE }) });
const BARE = z.looseObject({ spec: POD_SPEC });

/** Every pod that these objects make. A kind that is not known here has none. */
export function podsOf(objects: readonly KubernetesObject[]): readonly Pod[] {
  return objects.flatMap((object): Pod[] => {
    const { name, labels } = object.metadata;
    if (object.kind === 'Pod') return [{ name, labels, spec: BARE.parse(object).spec }];
    if (!['Deployment', 'Job', 'StatefulSet', 'DaemonSet'].includes(object.kind)) return [];
    const { metadata, spec } = MAKER.parse(object).spec.template;
    return [{ name, labels: metadata.labels, spec }];
  });
}
