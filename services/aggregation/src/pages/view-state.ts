// What an analyst looks at, as it stands in the address of the page: so it can
// be kept, sent to a colleague and gone back from, and every choice is a link
// that needs no script.
//
//   ?period=90d&compare=previous_year&metric=opened&interval=week
//   &browser_family=chrome&browser_family=edge&not.locale=de
import { CELL_DIMENSIONS, type CellDimension, isValueOf, TIME_DIMENSIONS, type TimeDimension } from '../query/dimensions.ts';
import { COMPARISONS, type Comparison, NAMED_PERIODS, type Period } from '../query/period.ts';
import { type Filter, MAX_FILTER_VALUES } from '../query/query.ts';
import { periodMistake } from '../query/read-query.ts';

export const SHOWN_METRICS = ['opened', 'signed_in', 'released', 'viewed'] as const;
export type ShownMetric = (typeof SHOWN_METRICS)[number];

export interface ViewState {
  readonly period: Period;
  readonly compare: Comparison;
  /** What the panels count. */
  readonly metric: ShownMetric;
  /** Undefined: as suits the period. */
  readonly interval: TimeDimension | undefined;
  readonly filters: readonly Filter[];
}

export const FIRST_VIEW: ViewState = { period: '30d', compare: 'none', metric: 'viewed', interval: undefined, filters: [] };

const NOT = 'not.';

/** `leftOut`: whether something in the address was not understood. */
export function readViewState(search: URLSearchParams): { readonly state: ViewState; readonly leftOut: boolean } {
  const one = <T extends string>(name: string, choices: readonly T[]) => choices.find((choice) => choice === search.get(name));
  const filters = CELL_DIMENSIONS.flatMap((dimension) => [
    ...filterOf(dimension, 'is', search.getAll(dimension)),
    ...filterOf(dimension, 'is_not', search.getAll(`${NOT}${dimension}`)),
  ]);
  const state: ViewState = {
    period: readPeriod(search) ?? one('period', NAMED_PERIODS) ?? FIRST_VIEW.period,
    compare: one('compare', COMPARISONS) ?? FIRST_VIEW.compare,
    metric: one('metric', SHOWN_METRICS) ?? FIRST_VIEW.metric,
    interval: one('interval', TIME_DIMENSIONS),
    filters,
  };
  const understood = new Set(writeViewState(state));
  // A form sends its empty fields, and the period beside the days that replace it.
  const said = [...search].filter(([name, value]) => value !== '' && !(name === 'period' && typeof state.period === 'object'));
  return { state, leftOut: said.some(([name, value]) => !understood.has(`${name}=${value}`) && !isDefault(name, value)) };
}

function isDefault(name: string, value: string): boolean {
  return ['period', 'compare', 'metric'].some((known) => known === name && Reflect.get(FIRST_VIEW, known) === value);
}

function filterOf(dimension: CellDimension, operator: Filter['operator'], given: readonly string[]): Filter[] {
  const values = [...new Set(given.filter((value) => isValueOf(dimension, value)))].slice(0, MAX_FILTER_VALUES).sort();
  return values.length === 0 ? [] : [{ operator, dimension, values }];
}

function readPeriod(search: URLSearchParams): Period | undefined {
  const period = { from: search.get('from') ?? '', to: search.get('to') ?? '' };
  return periodMistake(period) === undefined ? period : undefined;
}

/** `name=value`, each decoded; nothing for what is as in the first view. */
function writeViewState(state: ViewState): string[] {
  return pairsOf(state).map(([name, value]) => `${name}=${value}`);
}

/** The names and values of an address or of a form's hidden fields. */
export function pairsOf({ period, compare, metric, interval, filters }: ViewState): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  if (typeof period === 'object') pairs.push(['from', period.from], ['to', period.to]);
  else if (period !== FIRST_VIEW.period) pairs.push(['period', period]);
  if (compare !== FIRST_VIEW.compare) pairs.push(['compare', compare]);
  if (metric !== FIRST_VIEW.metric) pairs.push(['metric', metric]);
  if (interval !== undefined) pairs.push(['interval', interval]);
  for (const { operator, dimension, values } of filters)
    for (const value of values) pairs.push([operator === 'is' ? dimension : `${NOT}${dimension}`, value]);
  return pairs;
}

/** With its question mark, or nothing. */
export function searchOf(state: ViewState): string {
  const search = new URLSearchParams(pairsOf(state)).toString();
  return search === '' ? '' : `?${search}`;
}

/** Adds a value to what a dimension is filtered by, or takes it away again. */
export function toggled(state: ViewState, operator: Filter['operator'], dimension: CellDimension, value: string): ViewState {
  const current = state.filters.find((filter) => filter.operator === operator && filter.dimension === dimension)?.values ?? [];
  const values = current.includes(value) ? current.filter((each) => each !== value) : [...current, value].sort();
  const others = state.filters.filter((filter) => filter.operator !== operator || filter.dimension !== dimension);
  return { ...state, filters: values.length === 0 ? others : [...others, { operator, dimension, values }] };
}

export function isChosen({ filters }: ViewState, dimension: CellDimension, value: string): boolean {
  return filters.some((filter) => filter.operator === 'is' && filter.dimension === dimension && filter.values.includes(value));
}

/** A dimension's own filter is not applied where its values are listed: there one sees what else could be chosen. */
export function filtersBeside({ filters }: ViewState, dimension: CellDimension): readonly Filter[] {
  return filters.filter((filter) => filter.dimension !== dimension);
}
