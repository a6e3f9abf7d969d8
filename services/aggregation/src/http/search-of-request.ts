import type { FastifyRequest } from 'fastify';

/** What follows the first question mark of the address, with it, or nothing. */
export function searchOfRequest({ raw: { url = '' } }: FastifyRequest): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark);
}
