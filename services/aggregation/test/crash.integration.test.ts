import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MemoryUsageBus, openUsageBus, parseUsageBusAddress, type UsageBus } from '@postern/usage';
import pg from 'pg';
import { openUsageStore } from '../src/adapters/open-usage-store.ts';
import { freshDatabase, fromEnvironment, query } from './fresh-database.ts';

const PROGRAM = fileURLToPath(new URL('./counting-process.ts', import.meta.url));
const GATE = 4_711;
/** Every transaction that moved a position waits before its commit while somebody holds the gate. */
const GATE_BEFORE_COMMIT = `
  CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END';
  CREATE CONSTRAINT TRIGGER gate AFTER UPDATE ON usage_position DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function setUp() {
  const database = await freshDatabase();
  const store = openUsageStore(database);
  await store.count(0, 1); // makes the tables
  await store.close();
  const address = `kafka://${fromEnvironment('TEST_KAFKA_BROKERS')}/usage-${randomUUID()}`;
  const parsed = parseUsageBusAddress(address);
  if (parsed === undefined) throw new Error('not a usage bus');
  const bus = openUsageBus(parsed, { memory: new MemoryUsageBus(), metrics: { counter: () => ({ inc: () => {} }) } });
  await bus.ensureTopic();
  // Each process is a group of its own: the successor is given everything again, which is the worst that Kafka can do,
  // and need not wait until Kafka believes that the killed one is dead.
  const start = (mode = 'count'): ChildProcess => {
    const child = spawn(process.execPath, [PROGRAM, database.href, address, randomUUID(), mode], {
      stdio: 'inherit',
      env: { PATH: process.env['PATH'] },
    });
    children.push(child);
    return child;
  };
  return { database, bus, start };
}

async function record(bus: UsageBus, count: number): Promise<void> {
  const producer = bus.createProducer();
  for (let i = 0; i < count; i++) producer.record({ kind: 'message_viewed', outcome: 'ok' });
  await producer.stop(10_000);
}

async function number(database: URL, statement: string): Promise<number> {
  const [result] = await query(database, statement);
  return Number(result?.rows[0]?.value ?? 0);
}
const uses = (database: URL) => number(database, 'SELECT sum(uses) AS value FROM usage_hourly');
const position = (database: URL) => number(database, 'SELECT sum(next_offset) AS value FROM usage_position');
const waitingAtGate = (database: URL) =>
  number(database, `SELECT count(*) AS value FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`);

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(50);
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('aggregation that is killed', () => {
  it('after it wrote a batch and before the commit: has counted nothing, and counts all when it is back', async () => {
    const { database, bus, start } = await setUp();
    await query(database, GATE_BEFORE_COMMIT);
    const gatekeeper = new pg.Client(database.href);
    gatekeeper.on('error', () => {});
    await gatekeeper.connect();
    await gatekeeper.query(`SELECT pg_advisory_lock(${GATE})`);
    await record(bus, 25);

    const victim = start();
    await until(async () => (await waitingAtGate(database)) > 0);
    const [stuck] = await query(database, `SELECT pid FROM pg_locks WHERE objid = ${GATE} AND NOT granted`);
    await kill(victim);
    // The machine it ran on is gone: the server drops its connection.
    await query(database, `SELECT pg_terminate_backend(${Number(stuck?.rows[0]?.pid)})`);
    await until(async () => (await waitingAtGate(database)) === 0);
    await gatekeeper.query(`SELECT pg_advisory_unlock(${GATE})`);
    await gatekeeper.end();
    expect([await uses(database), await position(database)]).toEqual([0, 0]);

    const successor = start();
    await until(async () => (await position(database)) === 25);
    await kill(successor);
    expect(await uses(database)).toBe(25);
  });

  it('after the commit and before Kafka knows: counts nothing twice when the batch comes again', async () => {
    const { database, bus, start } = await setUp();
    await record(bus, 25);
    const victim = start('die-after-commit');
    await once(victim, 'exit');
    expect([victim.signalCode, await uses(database)]).toEqual(['SIGKILL', 25]);

    await record(bus, 1);
    const successor = start();
    await until(async () => (await position(database)) === 26);
    await kill(successor);
    expect(await uses(database)).toBe(26);
  });
});
