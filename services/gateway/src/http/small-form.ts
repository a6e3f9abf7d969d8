import { PosternError } from '@postern/errors';
import type { FastifyRequest } from 'fastify';

/** One text field of a JSON or urlencoded body; empty when it is absent. Throws `gateway.form_invalid`. */
export function smallField(request: FastifyRequest, name: string, maxLength: number): string {
  const { body } = request;
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  if (value === undefined) return '';
  if (typeof value !== 'string' || value.length > maxLength) throw new PosternError('gateway.form_invalid');
  return value;
}

/** RFC 5321 section 4.5.3.1: an address has at most 254 characters. */
export const MAX_ADDRESS = 254;
export const MAX_CODE = 64;
/** With line breaks that a form may have put in. */
export const MAX_RAW_CAPSULE = 20 * 1024;
