// An answer on the wire. Everything that it does not say stands beside the
// rows: what is missing, what is folded, what is made up, how old it is.
import type { Answer } from './answer.ts';
import type { Coverage } from './coverage.ts';
import { CELL_DIMENSIONS, TIME_DIMENSIONS } from './dimensions.ts';
import { METRICS } from './metrics.ts';
import { QUERY_SCHEMA } from './query-schema.ts';

/** Of days that are not published; more are only counted. */
const MAX_NAMED_DAYS = 100;

export function answerJson({ query, rows, totalRows, publication, coverage, comparedCoverage, folded }: Answer) {
  return {
    query,
    rows,
    totalRows,
    publishedUpTo: publication?.days.to ?? null,
    publishedAt: publication?.newestPublishedAt.toISOString() ?? null,
    coverage: coverage === undefined ? null : coverageJson(coverage),
    comparedCoverage: comparedCoverage === undefined ? null : coverageJson(comparedCoverage),
    folded,
  };
}

function coverageJson({ range, publishedDays, missingDays, k, epsilon, daysWithNoise, demoDays }: Coverage) {
  return {
    ...range,
    publishedDays,
    missingDays: missingDays.slice(0, MAX_NAMED_DAYS),
    missingDaysCount: missingDays.length,
    k: k ?? null,
    epsilon: epsilon ?? null,
    daysWithNoise,
    demoDays,
  };
}

const nullable = (type: 'string' | 'number' | 'integer') => ({ type: [type, 'null'] });
const DAY = { type: 'string', format: 'date' };

const VALUE = {
  description: 'A count, a share from 0 to 1, or a latency; null: not published, or nothing to tell it from.',
  oneOf: [
    { type: 'number' },
    {
      type: 'object',
      required: ['milliseconds', 'bucket', 'bound'],
      properties: {
        milliseconds: { type: 'number' },
        bucket: { type: 'string' },
        bound: {
          type: 'string',
          enum: ['interpolated', 'at_least'],
          description:
            'Interpolated between the bounds of the bucket, as if uses were spread evenly; or the beginning of the last bucket.',
        },
      },
    },
    { type: 'null' },
  ],
};

const VALUES = { type: 'array', items: VALUE };
const TEXTS = { type: 'array', items: { type: 'string' } };

const COVERAGE = {
  type: ['object', 'null'],
  properties: {
    from: DAY,
    to: DAY,
    publishedDays: { type: 'integer', description: 'Days of the period that are published; nothing is told of the others.' },
    missingDays: { type: 'array', maxItems: MAX_NAMED_DAYS, items: DAY, description: `The first ${MAX_NAMED_DAYS} of them.` },
    missingDaysCount: { type: 'integer' },
    k: { ...nullable('integer'), description: 'No group of fewer uses is told; smaller ones are folded together.' },
    epsilon: { ...nullable('number'), description: 'Of the noise in the counts of a day; null: none.' },
    daysWithNoise: { type: 'integer' },
    demoDays: { type: 'integer', description: 'Days that are made up, to show what answers look like.' },
  },
};

export const ANSWER_SCHEMA = {
  type: 'object',
  required: ['query', 'rows', 'totalRows', 'publishedUpTo', 'publishedAt', 'coverage', 'comparedCoverage', 'folded'],
  properties: {
    query: { ...QUERY_SCHEMA, description: 'As it was understood, with what was left out filled in.' },
    rows: {
      type: 'array',
      items: {
        type: 'object',
        required: ['dimensions', 'metrics'],
        properties: {
          dimensions: {
            ...TEXTS,
            description: `In the order of the question (${[...TIME_DIMENSIONS, ...CELL_DIMENSIONS].join(', ')}).`,
          },
          metrics: { ...VALUES, description: `In the order of the question (${METRICS.join(', ')}).` },
          comparison: {
            type: 'object',
            required: ['dimensions', 'metrics', 'change'],
            properties: {
              dimensions: TEXTS,
              metrics: VALUES,
              change: {
                type: 'array',
                items: nullable('number'),
                description:
                  'Relative for counts and latencies (0.1: a tenth more), a difference for shares; null for counts of periods with different numbers of published days.',
              },
            },
          },
        },
      },
    },
    totalRows: { type: 'integer', description: 'More than there are in `rows` when `limit` cut them.' },
    publishedUpTo: { ...nullable('string'), format: 'date', description: 'The newest published day.' },
    publishedAt: { ...nullable('string'), format: 'date-time', description: 'When that day was published.' },
    coverage: COVERAGE,
    comparedCoverage: COVERAGE,
    folded: {
      type: 'object',
      additionalProperties: { type: 'number' },
      description:
        'For each dimension of the question: which part of the uses, 0 to 1, has a folded value there. What rows say of other values is a lower bound.',
    },
  },
} as const;
