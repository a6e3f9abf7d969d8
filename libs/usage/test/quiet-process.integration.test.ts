// In a process of its own, because Jest keeps warnings and unhandled
// rejections from the tests that it runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';

const INDEX = new URL('../src/index.ts', import.meta.url).href;
const PROGRAM = `
  const { openUsageBus, MemoryUsageBus } = await import(${JSON.stringify(INDEX)});
  const [broker, topic] = process.argv.slice(-2);
  const metrics = { counter: () => ({ inc: () => {} }) };
  const bus = openUsageBus({ kind: 'kafka', brokers: [broker], topic }, { memory: new MemoryUsageBus(), metrics });
  const producer = bus.createProducer();
  const consumer = bus.createConsumer('quiet');
  const arrived = new Promise((resolve) => consumer.run(async () => resolve()));
  producer.record({ kind: 'sign_in', outcome: 'ok' });
  await Promise.race([arrived, producer.flush(1000).then(() => broker === '127.0.0.1:1' || arrived)]);
  await producer.stop(100);
  await consumer.stop();
  console.log('stopped');
`;

async function run(broker: string) {
  const args = [
    '--unhandled-rejections=strict',
    '--input-type=module',
    '--eval',
    PROGRAM,
    broker,
    `quiet-${process.hrtime.bigint()}`,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, errors, code };
}

describe('a process with a Kafka usage bus', () => {
  const QUIET = { output: 'stopped\n', errors: '', code: 0 };

  it('warns of nothing, not even of the negative timeouts of kafkajs', async () => {
    const broker = process.env['TEST_KAFKA_BROKERS'];
    if (broker === undefined) throw new Error('TEST_KAFKA_BROKERS is not set: run this through the integration project');
    expect(await run(broker)).toEqual(QUIET);
  });

  it('rejects nothing unhandled when nobody listens, and ends by itself', async () => {
    expect(await run('127.0.0.1:1')).toEqual(QUIET);
  });
});
