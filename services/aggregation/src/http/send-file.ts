import type { FastifyReply } from 'fastify';
import type { ExportedFile } from '../export/export-answer.ts';

/** The name is made of letters, digits and hyphens alone. */
export function sendFile(reply: FastifyReply, { name, type, contents }: ExportedFile): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${name}"`).type(type).send(contents);
}
