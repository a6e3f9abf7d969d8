import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ofKind, PRODUCTION, render } from './helm.ts';
import { podsOf } from './pods.ts';

const TOPIC = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ partitions: z.number(), config: z.record(z.string(), z.union([z.string(), z.number()])) }),
});

describe('the topics', () => {
  it('are, by Strimzi, those that the services would make themselves', async () => {
    const topics = ofKind(await render({ files: ['ci/gateway-api-values.yaml'] }), 'KafkaTopic').map((object) =>
      TOPIC.parse(object),
    );
    const byName = new Map(topics.map(({ metadata, spec }) => [metadata.name, spec]));
    expect([...byName.keys()].sort()).toEqual(['postern-revocations', 'postern-usage', 'postern-usage.dead-letter']);
    const hours48 = { 'cleanup.policy': 'delete', 'retention.ms': 172_800_000, 'segment.ms': 3_600_000 };
    expect(byName.get('postern-usage')).toMatchObject({
      partitions: 3,
      config: { ...hours48, 'message.timestamp.type': 'CreateTime' },
    });
    expect(byName.get('postern-usage.dead-letter')).toMatchObject({ partitions: 1, config: hours48 });
    // key-release refuses any other policy.
    expect(byName.get('postern-revocations')).toMatchObject({ partitions: 1, config: { 'cleanup.policy': 'compact' } });
  });

  it('are, by a job, asked for from the postern command before each release', async () => {
    const jobs = ofKind(await render({ files: ['ci/large-values.yaml'] }), 'Job');
    const [topics] = jobs.filter(({ metadata }) => metadata.name === 'postern-topics');
    expect(topics?.metadata.annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade');
    const [pod] = topics === undefined ? [] : podsOf([topics]);
    expect(pod?.spec.containers[0]?.['args']).toEqual(
      [
        'topics',
        'create',
        '--brokers',
        'kafka.stores.svc:9092',
        '--usage',
        'postern-usage',
        '--revocations',
        'postern-revocations',
      ].concat(['--partitions', '3', '--replicas', '3', '--min-in-sync-replicas', '2']),
    );
  });

  it('are left to the services otherwise', async () => {
    const objects = await render({ files: [PRODUCTION] });
    expect([...ofKind(objects, 'KafkaTopic'), ...ofKind(objects, 'Job')]).toEqual([]);
  });
});

describe('the tables', () => {
  it('are brought up to date by a user of their own, whose password no service has', async () => {
    const objects = await render({ files: ['ci/large-values.yaml'] });
    const [job] = ofKind(objects, 'Job').filter(({ metadata }) => metadata.name === 'postern-migrations');
    const [pod] = job === undefined ? [] : podsOf([job]);
    expect(pod?.spec.containers[0]?.['args']).toEqual(['analytics', 'migrate']);
    const env = pod?.spec.containers[0]?.env ?? [];
    expect(env.find(({ name }) => name === 'POSTERN_AGGREGATION_DATABASE')?.value).toMatch(/^postgres:\/\/postern_migrate@/);
    expect(JSON.stringify(env)).toContain('postern-migrations');
    expect(JSON.stringify(ofKind(objects, 'Deployment'))).not.toContain('postern-migrations');
  });
});
