// What telling a use costs a request, against the least that it could: to
// push an object onto an array. The bus is away, so that the buffer fills up
// and stays; then what a full buffer weighs, and what it costs to drop.
import { loadEventCodec } from '../src/event-codec.ts';
import { MemoryUsageBus, openUsageBus, type Use } from '../src/index.ts';

const ROUNDS = 7;
const USES = 10_000;
const USE: Use = {
  kind: 'message_viewed',
  outcome: 'ok',
  browserFamily: 'samsung_internet',
  osFamily: 'android',
  locale: 'zh_hant',
  latency: 'under_300_ms',
  size: 'under_1_mb',
  senderOrganisation: 65_535,
};
const AWAY = { kind: 'kafka', brokers: ['127.0.0.1:1'], topic: 'usage' } as const;
const metrics = { counter: () => ({ inc: () => {} }) };

/** Nanoseconds for each of so many. */
function nanoseconds(work: () => void): number {
  const startedAt = process.hrtime.bigint();
  for (let index = 0; index < USES; index++) work();
  return Number(process.hrtime.bigint() - startedAt) / USES;
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

const newProducer = () => openUsageBus(AWAY, { memory: new MemoryUsageBus(), metrics }).createProducer();

const best = { floor: Infinity, recorded: Infinity, dropped: Infinity };
for (let round = 0; round < ROUNDS; round++) {
  const pushed: unknown[] = [];
  best.floor = Math.min(
    best.floor,
    nanoseconds(() => pushed.push({ ...USE, hour: Date.now() })),
  );
  const producer = newProducer();
  best.recorded = Math.min(
    best.recorded,
    nanoseconds(() => producer.record(USE)),
  );
  best.dropped = Math.min(
    best.dropped,
    nanoseconds(() => producer.record(USE)),
  );
  await producer.stop(0);
}

const codec = loadEventCodec();
const bytes = codec.encode({ ...USE, hour: 494_000 });
const decoded = nanoseconds(() => codec.decode(bytes, 494_000));

const kept = newProducer();
const before = heapBytes();
for (let index = 0; index < USES; index++) kept.record(USE);
const weight = heapBytes() - before;
await kept.stop(0);

process.stdout.write(
  `record ${best.recorded.toFixed(0)} ns, floor ${best.floor.toFixed(0)} ns: ratio ${(best.recorded / best.floor).toFixed(1)}; dropped ${best.dropped.toFixed(0)} ns\n` +
    `an event of ${bytes.length} bytes: decode ${decoded.toFixed(0)} ns\n` +
    `${USES} in the buffer: ${(weight / 1024).toFixed(0)} KiB of memory, ${(weight / USES).toFixed(0)} bytes each\n`,
);
