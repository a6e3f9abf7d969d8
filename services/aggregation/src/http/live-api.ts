import { USAGE_FIELDS } from '@postern/usage';
import type { FastifyInstance } from 'fastify';
import type { LiveView } from '../pages/live.ts';
import { Problem } from './problem.ts';
import { PROBLEM_ANSWERS } from './query-api.ts';

const LIVE_SCHEMA = {
  description: 'Steps that closed hours of today (UTC) have reached',
  type: 'object',
  required: ['firstStep', 'counts'],
  properties: {
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

/** `live` gives undefined when the counts could not be read. */
export function liveApi(app: FastifyInstance, live: () => Promise<LiveView | undefined>): void {
  const { 400: _badRequest, ...problems } = PROBLEM_ANSWERS;
  app.get(
    '/api/v1/live',
    {
      config: { needs: 'exporter', forPrograms: true },
      schema: { operationId: 'live', summary: 'Today so far, in steps', response: { 200: LIVE_SCHEMA, ...problems } },
    },
    async () => {
      const view = await live();
      if (view === undefined) throw new Problem('database_away', { retryAfterSeconds: 30 });
      return { firstStep: view.firstStep, counts: view.counts.map(({ kind, reached }) => ({ kind, reached: reached ?? null })) };
    },
  );
}
