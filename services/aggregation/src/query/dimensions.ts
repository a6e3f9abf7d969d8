// What published uses can be split and chosen by: the columns of a published
// cell, and days put together. Every name and every value is of a closed list,
// so that no text of an analyst ever gets near a statement as anything but a
// parameter.
import { MAX_SENDER_ORGANISATION, USAGE_FIELDS } from '@postern/usage';
import { FOLDED } from '../domain/partition-uses.ts';

/** A column of `published.cell`; the analyst's name for it is the same. */
export const CELL_DIMENSIONS = [
  'kind',
  'outcome',
  'sender_organisation',
  'locale',
  'os_family',
  'browser_family',
  'sign_in_method',
  'error_code',
  'latency',
  'size',
] as const;
export type CellDimension = (typeof CELL_DIMENSIONS)[number];

/** Days of UTC; weeks begin on Monday (ISO 8601). */
export const TIME_DIMENSIONS = ['day', 'week', 'month'] as const;
export type TimeDimension = (typeof TIME_DIMENSIONS)[number];

export type Dimension = CellDimension | TimeDimension;

/** The field does not apply to the use, or was not told. */
export const NONE = 'none';

const VALUES: Readonly<Record<Exclude<CellDimension, 'sender_organisation'>, readonly string[]>> = {
  kind: USAGE_FIELDS.kind,
  outcome: USAGE_FIELDS.outcome,
  locale: USAGE_FIELDS.locale,
  os_family: USAGE_FIELDS.osFamily,
  browser_family: USAGE_FIELDS.browserFamily,
  sign_in_method: USAGE_FIELDS.signInMethod,
  error_code: USAGE_FIELDS.errorCode,
  latency: USAGE_FIELDS.latency,
  size: USAGE_FIELDS.size,
};

/** Every value that can be filtered by; undefined for the numbers of senders. */
export function valuesOf(dimension: CellDimension): readonly string[] | undefined {
  return dimension === 'sender_organisation' ? undefined : [...VALUES[dimension], FOLDED, NONE];
}

export function isValueOf(dimension: CellDimension, value: string): boolean {
  const values = valuesOf(dimension);
  if (values !== undefined) return values.includes(value);
  return value === FOLDED || value === NONE || (/^[1-9]\d{0,4}$/.test(value) && Number(value) <= MAX_SENDER_ORGANISATION);
}

export function isTimeDimension(dimension: Dimension): dimension is TimeDimension {
  return TIME_DIMENSIONS.some((name) => name === dimension);
}

export function isCellDimension(name: string): name is CellDimension {
  return CELL_DIMENSIONS.some((dimension) => dimension === name);
}
