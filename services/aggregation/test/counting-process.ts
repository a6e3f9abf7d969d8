// Counts until it is killed. With `die-after-commit` it kills itself when the
// first batch is in the database and Kafka has not been told.
import { loadEventCodec, MemoryUsageBus, openUsageBus, parseUsageBusAddress } from '@postern/usage';
import { openUsageStore } from '../src/adapters/open-usage-store.ts';
import { countBatch } from '../src/domain/count-batch.ts';

const [database = '', bus = '', group = '', mode = ''] = process.argv.slice(2);
const address = parseUsageBusAddress(bus);
if (address === undefined) throw new Error('not a usage bus');
const metrics = { counter: () => ({ inc: () => {} }) };
const store = openUsageStore(new URL(database));
const count = countBatch({ store, codec: loadEventCodec(), now: Date.now, handled: () => {} });
const consumer = openUsageBus(address, { memory: new MemoryUsageBus(), metrics }).createConsumer(group);

consumer.run(async (batch) => {
  await count(batch);
  if (mode === 'die-after-commit') process.kill(process.pid, 'SIGKILL');
});
