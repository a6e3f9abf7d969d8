/** Why an event was not sent: its value, a full buffer, or a bus that stayed away until the end. */
export type DropReason = 'invalid' | 'full' | 'unsent';

/** Whatever makes counters; the runtime's `Metrics` is one. */
export interface CounterSource {
  counter(named: { readonly name: string; readonly help: string; readonly labels: readonly string[] }): {
    inc(labels: Readonly<Record<string, string>>, count: number): void;
  };
}

export interface UsageCounters {
  sent(count: number): void;
  dropped(reason: DropReason, count: number): void;
}

export function usageCounters(source: CounterSource): UsageCounters {
  const sent = source.counter({ name: 'postern_usage_events_sent_total', help: 'Usage events that the bus took', labels: [] });
  const dropped = source.counter({
    name: 'postern_usage_events_dropped_total',
    help: 'Usage events that were not sent, by reason',
    labels: ['reason'],
  });
  return {
    sent: (count) => sent.inc({}, count),
    dropped: (reason, count) => dropped.inc({ reason }, count),
  };
}
