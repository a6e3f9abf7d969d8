// The API for programs. A question is asked by POST although it changes
// nothing: it is too long for an address, and what stands in an address is logged on the way.
import type { FastifyInstance } from 'fastify';
import { EXPORT_FORMATS, type ExportFormat, exportAnswer } from '../export/export-answer.ts';
import type { SenderNames } from '../export/table.ts';
import { ANSWER_SCHEMA, answerJson } from '../query/answer-json.ts';
import { ask } from '../query/ask.ts';
import { QUERY_PROPERTIES, QUERY_SCHEMA } from '../query/query-schema.ts';
import { readQuery, type WireQuery } from '../query/read-query.ts';
import { PROBLEM_SCHEMA } from './problem.ts';
import type { ReadPublished } from './read-published.ts';
import { sendFile } from './send-file.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: PROBLEM_SCHEMA } },
});

export const PROBLEM_ANSWERS = {
  400: problem('The question cannot be answered as it stands: `member` names what is wrong in it.'),
  401: problem('No session and no access token, or one that is not good.'),
  403: problem('The role does not allow it, or a browser was sent here by another site.'),
  429: problem('Too many requests: see Retry-After.'),
  503: problem('The database, or the identity provider, does not answer: see Retry-After.'),
};

const EXPORT_SCHEMA = {
  ...QUERY_SCHEMA,
  required: [...QUERY_SCHEMA.required, 'format'],
  properties: { ...QUERY_PROPERTIES, format: { type: 'string', enum: EXPORT_FORMATS } },
};

const file = (description: string) => ({ schema: { type: 'string', contentEncoding: 'binary', description } });

export function queryApi(app: FastifyInstance, read: ReadPublished, senderNames: SenderNames): void {
  const config = { needs: 'exporter', forPrograms: true } as const;

  app.post<{ Body: WireQuery }>(
    '/api/v1/query',
    {
      config,
      schema: {
        operationId: 'query',
        summary: 'Ask a question about published uses',
        body: QUERY_SCHEMA,
        response: { 200: { description: 'The answer', ...ANSWER_SCHEMA }, ...PROBLEM_ANSWERS },
      },
    },
    async (request) => {
      const query = readQuery(request.body);
      return answerJson(await read((db) => ask(db, query)));
    },
  );

  app.post<{ Body: WireQuery & { readonly format: ExportFormat } }>(
    '/api/v1/export',
    {
      config,
      schema: {
        operationId: 'export',
        summary: 'Take an answer along as a file',
        body: EXPORT_SCHEMA,
        response: {
          200: {
            description: 'The rows of the answer to the same question',
            content: {
              'text/csv': file(
                'RFC 4180 with a header. Text that a spreadsheet would run as a formula has an apostrophe in front.',
              ),
              'application/json': { schema: ANSWER_SCHEMA },
              'application/vnd.apache.parquet': file(
                'Apache Parquet; what the rows do not say is in its metadata, under `postern`.',
              ),
            },
          },
          ...PROBLEM_ANSWERS,
        },
      },
    },
    async (request, reply) => {
      const query = readQuery(request.body);
      const answer = await read((db) => ask(db, query));
      return sendFile(reply, exportAnswer(answer, request.body.format, senderNames));
    },
  );
}
