// The fields by which a day's uses are split when it is published, and in which
// order. What comes later is told of fewer uses, because each split folds some.
// So first comes what is nearly the same for all (most uses succeed, and then
// have no error), and last what scatters. The order is the same for every kind:
// two kinds that count the same visits are split alike.
import { USAGE_FIELDS } from '@postern/usage';
import type { Cell } from './cell.ts';

/** Null: the field does not apply to the use. */
export type FieldValue = string | null;

export interface Dimension {
  /** Its column, in the tables and in what is published. */
  readonly column: DimensionColumn;
  readonly of: (cell: Cell) => FieldValue;
  /** Fixed, whatever was counted: the enumeration, then what this version does not know, then null. */
  readonly order: (a: FieldValue, b: FieldValue) => number;
}

export type DimensionColumn =
  | 'outcome'
  | 'error_code'
  | 'sign_in_method'
  | 'sender_organisation'
  | 'os_family'
  | 'browser_family'
  | 'latency'
  | 'locale'
  | 'size';

export const DIMENSIONS: readonly Dimension[] = [
  { column: 'outcome', of: ({ outcome }) => outcome, order: inEnumeration(USAGE_FIELDS.outcome) },
  { column: 'error_code', of: ({ errorCode }) => errorCode, order: inEnumeration(USAGE_FIELDS.errorCode) },
  { column: 'sign_in_method', of: ({ signInMethod }) => signInMethod, order: inEnumeration(USAGE_FIELDS.signInMethod) },
  {
    column: 'sender_organisation',
    of: ({ senderOrganisation }) => (senderOrganisation === null ? null : String(senderOrganisation)),
    order: byRank((number) => Number(number)),
  },
  { column: 'os_family', of: ({ osFamily }) => osFamily, order: inEnumeration(USAGE_FIELDS.osFamily) },
  { column: 'browser_family', of: ({ browserFamily }) => browserFamily, order: inEnumeration(USAGE_FIELDS.browserFamily) },
  { column: 'latency', of: ({ latency }) => latency, order: inEnumeration(USAGE_FIELDS.latency) },
  { column: 'locale', of: ({ locale }) => locale, order: inEnumeration(USAGE_FIELDS.locale) },
  { column: 'size', of: ({ size }) => size, order: inEnumeration(USAGE_FIELDS.size) },
];

function inEnumeration(values: readonly string[]): Dimension['order'] {
  const ranks = new Map(values.map((value, rank) => [value, rank]));
  return byRank((value) => ranks.get(value) ?? values.length);
}

function byRank(rank: (value: string) => number): Dimension['order'] {
  return (a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return rank(a) - rank(b) || (a < b ? -1 : Number(a > b));
  };
}
