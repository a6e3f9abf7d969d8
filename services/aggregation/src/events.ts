import type { EventLog, Metrics } from '@postern/runtime';
import type { HandledRecords } from './domain/count-batch.ts';

/** Counts what became of the records; and tells, without a word of what was in them, when some were not events. */
export function countHandledRecords(metrics: Metrics, log: EventLog): (handled: HandledRecords) => void {
  const records = metrics.counter({
    name: 'postern_aggregation_records_total',
    help: 'Usage records by what became of them: counted, already counted before, or not an event',
    labels: ['outcome'],
  });
  return ({ counted, repeated, dead }) => {
    records.inc({ outcome: 'counted' }, counted);
    records.inc({ outcome: 'repeated' }, repeated);
    records.inc({ outcome: 'dead' }, dead);
    if (dead > 0) log.event('warn', 'aggregation.dead_letters', { count: dead });
  };
}
