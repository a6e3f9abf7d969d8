import type { EventLog, Metrics } from '@postern/runtime';
import type { Backlog } from './domain/backlog.ts';
import type { HandledRecords } from './domain/count-batch.ts';

/** Counts what became of the records; and tells, without a word of what was in them, when some were not events. */
export function countHandledRecords(metrics: Metrics, log: EventLog): (handled: HandledRecords) => void {
  const records = metrics.counter({
    name: 'postern_aggregation_records_total',
    help: 'Usage records by what became of them: counted, already counted before, not an event, or of a closed day',
    labels: ['outcome'],
  });
  const deadRecords = metrics.counter({
    name: 'postern_aggregation_dead_records_total',
    help: 'Records that were not events, by the code of the mistake',
    labels: ['code'],
  });
  return ({ counted, repeated, dead, codes, late }) => {
    records.inc({ outcome: 'counted' }, counted);
    records.inc({ outcome: 'repeated' }, repeated);
    records.inc({ outcome: 'dead' }, dead);
    records.inc({ outcome: 'late' }, late);
    for (const code of codes) deadRecords.inc({ code });
    if (dead > 0) log.event('warn', 'aggregation.dead_letters', { count: dead });
  };
}

/** Tells that a day was published, and counts it. */
export function countPublishedDays(metrics: Metrics, log: EventLog): () => void {
  const days = metrics.counter({
    name: 'postern_aggregation_days_published_total',
    help: 'Days of usage that this process published',
    labels: [],
  });
  return () => {
    days.inc();
    log.event('info', 'aggregation.day_published');
  };
}

/** Shows how many records wait on the bus, and how many days wait to be published. */
export function showBacklog(metrics: Metrics): (backlog: Backlog) => void {
  const records = metrics.gauge({
    name: 'postern_aggregation_lag_records',
    help: 'Usage records on the bus that are not counted yet, by all instances together',
    labels: [],
  });
  const days = metrics.gauge({
    name: 'postern_aggregation_overdue_days',
    help: 'Days that could have been published by their age, and are not',
    labels: [],
  });
  return (backlog) => {
    records.set(backlog.records);
    days.set(backlog.days);
  };
}
