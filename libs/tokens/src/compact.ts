import type { z } from 'zod';

/** Canonical base64url of any length (RFC 7515 section 2, RFC 4648 section 3.5); undefined for anything else. */
export function decodeBase64url(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** JSON that has exactly the shape of `schema`; undefined for anything else. */
export function decodeJson<Shape>(bytes: Buffer | undefined, schema: z.ZodType<Shape>): Shape | undefined {
  if (bytes === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}
