import { beforeAll, describe, expect, it } from '@jest/globals';
import { EXAMPLES, render } from './helm.ts';
import { type Pod, podsOf } from './pods.ts';

describe.each(EXAMPLES)('every pod of %s', (example) => {
  let pods: readonly Pod[];

  beforeAll(async () => {
    pods = podsOf(await render({ files: [example] }));
  });

  it('is one of the six services, a job or the test', () => {
    expect(pods.length).toBeGreaterThanOrEqual(7);
  });

  it("runs as nobody in particular, under the runtime's seccomp profile", () => {
    for (const { spec } of pods) {
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(spec.securityContext.runAsUser).toBeGreaterThan(0);
    }
  });

  it('has no token for the API, and no variable from Kubernetes that would be taken for a setting', () => {
    for (const { spec } of pods) expect(spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
  });

  it('cannot gain a privilege or write to its own file system', () => {
    for (const container of containersOf(pods))
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
      });
  });

  it('adds no capability, and shares nothing with its node', () => {
    for (const container of containersOf(pods)) expect(container.securityContext.capabilities.add ?? []).toEqual([]);
    for (const { spec } of pods)
      for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) expect(spec[name] ?? false).toBe(false);
  });

  it('has a limit of memory', () => {
    for (const { resources } of containersOf(pods)) expect(resources.limits.memory).toMatch(/^\d+(Mi|Gi)$/);
  });

  it('has nothing to write to but the file of revocations', () => {
    const writable = containersOf(pods).flatMap(({ name, volumeMounts }) =>
      (volumeMounts ?? []).filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => `${name}:${mountPath}`),
    );
    expect(writable).toEqual(example.includes('trying') ? ['key-release:/var/lib/postern'] : []);
  });

  it('has no empty directory and nothing of its node', () => {
    for (const { spec } of pods)
      for (const volume of spec.volumes ?? []) expect(Object.keys(volume)).not.toEqual(expect.arrayContaining(['emptyDir']));
    for (const { spec } of pods)
      for (const volume of spec.volumes ?? []) expect(Object.keys(volume)).not.toEqual(expect.arrayContaining(['hostPath']));
  });

  it('asks for life and readiness on the port of operations, and for life only of the process itself', () => {
    const services = containersOf(pods).filter(({ readinessProbe }) => readinessProbe !== undefined);
    expect(services).toHaveLength(6);
    for (const { livenessProbe, readinessProbe, startupProbe } of services) {
      expect(readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 'ops' });
      expect(livenessProbe?.httpGet).toEqual({ path: '/livez', port: 'ops' });
      expect(startupProbe?.httpGet).toEqual({ path: '/livez', port: 'ops' });
    }
  });

  it('runs what its image has: its own entry point, or the Node in it', () => {
    for (const container of containersOf(pods)) expect(['/app/node', undefined]).toContain(container.command?.[0]);
  });

  it('is named by a digest, in strict mode', () => {
    const images = containersOf(pods).map(({ image }) => image);
    for (const image of example.includes('trying') ? [] : images) expect(image).toMatch(/@sha256:[a-f0-9]{64}$/);
  });

  it('leaves whoever stops it the time that the code takes', () => {
    for (const { spec } of pods.filter(({ spec }) => spec.containers[0]?.readinessProbe !== undefined)) {
      const [container] = spec.containers;
      const grace = Number(container?.env?.find(({ name }) => name === 'POSTERN_STOP_GRACE')?.value?.replace(/s$/, ''));
      const delay = Number(container?.env?.find(({ name }) => name === 'POSTERN_STOP_DELAY')?.value?.replace(/s$/, ''));
      // The process ends itself five seconds after its grace, at the latest.
      expect(spec.terminationGracePeriodSeconds).toBe(delay + grace + 5 + 5);
    }
  });
});

function containersOf(pods: readonly Pod[]) {
  return pods.flatMap(({ spec }) => [...spec.containers, ...spec.initContainers]);
}
