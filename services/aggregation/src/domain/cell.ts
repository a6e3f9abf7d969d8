import { ENUMERATED_FIELDS, type UsageEvent, type UsageField } from '@postern/usage';

/** The uses of one hour that are the same in every field. Null: the field did not apply. */
export type Cell = { readonly hour: number; readonly uses: number; readonly senderOrganisation: number | null } & {
  readonly [Field in UsageField]: string | null;
};

/**
 * Events counted, in one order whatever the order they came in: writers that meet in the same cells wait for each other
 * and do not deadlock.
 */
export function toCells(events: readonly UsageEvent[]): Cell[] {
  const same = new Map<UsageEvent, number>();
  for (const event of events) same.set(event, (same.get(event) ?? 0) + 1);
  const byKey = new Map<string, { readonly event: UsageEvent; uses: number }>();
  for (const [event, uses] of same) {
    const key = keyOf(event);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { event, uses });
    else known.uses += uses;
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { event, uses }]) => toCell(event, uses));
}

function keyOf(event: UsageEvent): string {
  return [event.hour, ...ENUMERATED_FIELDS.map((field) => event[field] ?? ''), event.senderOrganisation ?? ''].join(' ');
}

function toCell(event: UsageEvent, uses: number): Cell {
  return {
    hour: event.hour,
    uses,
    senderOrganisation: event.senderOrganisation ?? null,
    kind: event.kind,
    outcome: event.outcome,
    signInMethod: event.signInMethod ?? null,
    browserFamily: event.browserFamily ?? null,
    osFamily: event.osFamily ?? null,
    locale: event.locale ?? null,
    latency: event.latency ?? null,
    size: event.size ?? null,
    errorCode: event.errorCode ?? null,
  };
}
