import { USAGE_FIELDS } from '@postern/usage';
import type { FastifyInstance } from 'fastify';
import { readLive } from '../query/live.ts';
import { PROBLEM_ANSWERS } from './query-api.ts';
import type { ReadPublished } from './read-published.ts';

const LIVE_SCHEMA = {
  description: 'Steps that closed hours of today (UTC) have reached',
  type: 'object',
  required: ['day', 'until', 'firstStep', 'counts'],
  properties: {
    day: { type: 'string', format: 'date' },
    until: { type: ['string', 'null'], format: 'date-time', description: 'The end of the hours that are told; null: none yet.' },
    firstStep: { type: 'integer', description: 'The smallest step.' },
    counts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'reached'],
        properties: {
          kind: { type: 'string', enum: USAGE_FIELDS.kind },
          reached: { type: ['integer', 'null'], description: 'At least so many uses; null: not even the first step.' },
        },
      },
    },
  },
} as const;

/** `now` in milliseconds since 1970. */
export function liveApi(app: FastifyInstance, read: ReadPublished, now: () => number): void {
  const { 400: _badRequest, ...problems } = PROBLEM_ANSWERS;
  app.get(
    '/api/v1/live',
    {
      config: { needs: 'exporter', forPrograms: true },
      schema: { operationId: 'live', summary: 'Today so far, in steps', response: { 200: LIVE_SCHEMA, ...problems } },
    },
    async () => {
      const { day, until, firstStep, counts } = await read((db) => readLive(db, now()));
      const reachedOrNull = counts.map(({ kind, reached }) => ({ kind, reached: reached ?? null }));
      return { day, until: until?.toISOString() ?? null, firstStep, counts: reachedOrNull };
    },
  );
}
