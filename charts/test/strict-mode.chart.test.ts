import { describe, expect, it } from '@jest/globals';
import { ofKind, PRODUCTION, tryRender } from './helm.ts';

const NO_DIGEST = { services: { otp: { digest: '' } } };

/** What the strict mode refuses: the check, and values that make it do so in a release that is otherwise in order. */
const REFUSED: readonly (readonly [string, unknown])[] = [
  ['development-keys', { developmentKeys: { otp: { 'hash.key': 'x' } } }],
  ['key-files', { capsuleKeys: { strictFiles: false } }],
  ['image-digest', NO_DIGEST],
  ['image-digest', { migrations: { enabled: true } }],
  ['image-digest', { topics: { mode: 'job' } }],
  ['one-replica', { services: { identity: { replicas: 1 } } }],
  ['one-replica', { services: { gateway: { autoscaling: { enabled: true, minReplicas: 1 } } } }],
  ['network-policy', { networkPolicy: { enabled: false } }],
  ['passcodes-in-memory', { redis: { url: 'memory:' } }],
  ['redis-tls', { redis: { url: 'redis://redis.stores.svc' } }],
  ['redis-tls', { redis: { url: 'redis+cluster://redis.stores.svc' } }],
  ['kafka-tls', { acceptedRisks: { 'kafka-tls': null } }],
  [
    'events-in-memory',
    { kafka: { brokers: [] }, revocations: { store: 'file', existingClaim: 'x' }, services: { 'key-release': { replicas: 1 } } },
  ],
  ['counts-in-memory', { postgresql: { host: '' } }],
  ['postgresql-tls', { postgresql: { sslMode: 'disable' } }],
  ['smtp-tls', { smtp: { url: 'smtp://relay.nimbus.example' } }],
];

describe('the strict mode', () => {
  it('has nothing against a release that is in order', async () => {
    expect((await tryRender({ files: [PRODUCTION] })).refusal).toBe('');
  });

  it.each(REFUSED)('refuses %s by its name: %j', async (check, values) => {
    expect((await tryRender({ files: [PRODUCTION], values })).refusal).toContain(`[${check}] `);
  });

  it.each(REFUSED)('lets %s pass when somebody said why: %j', async (check, values) => {
    const accepted = Object.fromEntries(['kafka-tls', 'one-replica', check].map((name) => [name, 'tried on purpose']));
    const given = structuredClone(values);
    const { refusal } = await tryRender({ files: [PRODUCTION], values: Object.assign({}, given, { acceptedRisks: accepted }) });
    expect(refusal).toBe('');
  });

  it.each(REFUSED)('lets %s pass when it is off: %j', async (_check, values) => {
    const { refusal } = await tryRender({ files: [PRODUCTION], values: Object.assign({ strictMode: false }, values) });
    expect(refusal).toBe('');
  });

  it('says everything at once', async () => {
    const { refusal } = await tryRender({
      files: [PRODUCTION],
      values: { ...NO_DIGEST, redis: { url: 'redis://r' }, portal: { host: '' } },
    });
    for (const part of ['[image-digest]', '[redis-tls]', 'portal.host has to be set']) expect(refusal).toContain(part);
  });

  it('wants a reason', async () => {
    const { refusal } = await tryRender({ files: [PRODUCTION], values: { acceptedRisks: { 'kafka-tls': 'ok' } } });
    expect(refusal).toContain("at '/acceptedRisks/kafka-tls'");
  });
});

/** What cannot work in any mode. */
const MISTAKES: readonly (readonly [string, unknown])[] = [
  ['portal.operator needs name, email and address', { portal: { operator: { email: '' } } }],
  ['set services.key-release.replicas to 1', { revocations: { store: 'file', existingClaim: 'x' } }],
  ['revocations.existingClaim has to be set', { revocations: { store: 'file' }, services: { 'key-release': { replicas: 1 } } }],
  ['kafka.brokers has to be set', { kafka: { brokers: [] } }],
  ['secrets.key-release.transitToken', { capsuleKeys: { url: 'transit://vault:8200/transit/keys/x?file=/x' } }],
  ['certificates.issuer.ref.name', { certificates: { issuer: { create: false } } }],
  ['analytics needs host, oidc.issuer and oidc.clientId', { analytics: { oidc: { issuer: '' } } }],
  ['httpRoute.parentRefs', { httpRoute: { enabled: true } }],
  ['postgresql.host has to be set', { migrations: { enabled: true }, postgresql: { host: '' } }],
  ['topics.strimziCluster', { topics: { mode: 'strimzi' } }],
  ['networkPolicy.ingressControllers', { networkPolicy: { ingressControllers: [] } }],
  ['networkPolicy.monitoring', { networkPolicy: { monitoring: [] } }],
  ['networkPolicy.backends.redis.peers', { networkPolicy: { backends: { redis: { peers: [] } } } }],
  ['networkPolicy.backends.traces.peers', { tracing: { endpoint: 'http://collector:4318' } }],
];

describe('what cannot work', () => {
  it.each(MISTAKES)('is refused, strict or not: %s', async (sentence, values) => {
    const given = Object.assign({ strictMode: false }, values);
    expect((await tryRender({ files: [PRODUCTION], values: given })).refusal).toContain(sentence);
  });
});

describe('keys for development', () => {
  it('are the only Secrets that the chart makes', async () => {
    const secrets = async (example: string) => ofKind((await tryRender({ files: [example] })).objects, 'Secret').length;
    expect(await secrets(PRODUCTION)).toBe(0);
    expect(await secrets('ci/trying-values.yaml')).toBe(3);
  });
});
