// The shape of a question on the wire, as JSON Schema: fastify refuses what
// does not fit, and the OpenAPI document says the same because it is the same.
// What a schema cannot say (days of the calendar, values of a dimension) is in
// read-query.ts.
import { CELL_DIMENSIONS, TIME_DIMENSIONS } from './dimensions.ts';
import { METRICS, ruleOf } from './metrics.ts';
import { COMPARISONS, MAX_PERIOD_DAYS, NAMED_PERIODS } from './period.ts';
import { DEFAULT_ROWS, MAX_DIMENSIONS, MAX_FILTER_VALUES, MAX_FILTERS, MAX_METRICS, MAX_ROWS } from './query.ts';

const DAY = { type: 'string', minLength: 10, maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, UTC' };

const FILTER = {
  type: 'object',
  additionalProperties: false,
  required: ['operator', 'dimension', 'values'],
  properties: {
    operator: {
      type: 'string',
      enum: ['is', 'is_not'],
      description: 'The value is one of these, or none of these. What is folded stays with `is_not`, whatever it is made of.',
    },
    dimension: { type: 'string', enum: CELL_DIMENSIONS },
    values: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_FILTER_VALUES,
      uniqueItems: true,
      items: { type: 'string', minLength: 1, maxLength: 40 },
      description:
        'Values of the dimension; `folded`: uses of several values that had too few each; `none`: the field does not apply or was not told. A sender is its number.',
    },
  },
} as const;

export const QUERY_PROPERTIES = {
  metrics: {
    type: 'array',
    minItems: 1,
    maxItems: MAX_METRICS,
    uniqueItems: true,
    items: { type: 'string', enum: METRICS },
    description: METRICS.map((metric) => `\`${metric}\`: ${ruleOf(metric).what}.`).join('\n'),
  },
  dimensions: {
    type: 'array',
    maxItems: MAX_DIMENSIONS,
    uniqueItems: true,
    default: [],
    items: { type: 'string', enum: [...TIME_DIMENSIONS, ...CELL_DIMENSIONS] },
    description: 'What rows are made by; at most one of day, week (which begins on Monday) and month.',
  },
  filters: { type: 'array', maxItems: MAX_FILTERS, default: [], items: FILTER, description: 'All of them have to hold.' },
  period: {
    oneOf: [
      { type: 'string', enum: NAMED_PERIODS },
      {
        type: 'object',
        additionalProperties: false,
        required: ['from', 'to'],
        properties: { from: DAY, to: DAY },
      },
    ],
    default: '30d',
    description: `Whole days of UTC. A named period ends with the newest published day. At most ${MAX_PERIOD_DAYS} days.`,
  },
  compare: {
    type: 'string',
    enum: COMPARISONS,
    default: 'none',
    description: 'With as many days before the period, or with the same dates a year earlier.',
  },
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: MAX_ROWS,
    default: DEFAULT_ROWS,
    description: 'Rows of the answer: in time where there is time, then the most first, by the first metric.',
  },
} as const;

export const QUERY_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['metrics'],
  properties: QUERY_PROPERTIES,
} as const;
