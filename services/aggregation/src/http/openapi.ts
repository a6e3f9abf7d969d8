// The API described, out of the very schemas that its requests are held to.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

const DESCRIPTION = `Usage of a Postern portal: uses are counted, people are not.

Only whole days (UTC) that are published are told, each use in exactly one group of at least k uses; every answer names
its k. Values with too few uses on a day are folded together and read \`folded\`: so what is said of any other value
is a lower bound, and totals are exact. No question, and no difference between two answers, is about fewer than k uses.`;

/** Before the routes that it is to describe. */
export async function describeApi(app: FastifyInstance, publicUrl: URL | undefined): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Postern usage',
        version: '1',
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl?.origin ?? '/' }],
      components: {
        securitySchemes: {
          accessToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'An access token of the operator’s issuer, with the role of an exporter',
          },
        },
      },
      security: [{ accessToken: [] }],
    },
  });
}

export function openApiRoute(app: FastifyInstance): void {
  app.get('/api/v1/openapi.json', { config: { forPrograms: true }, schema: { hide: true } }, async () => app.swagger());
}
