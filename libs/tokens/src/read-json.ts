import type { z } from 'zod';

/** JSON in UTF-8 that has exactly the shape of `schema`; undefined for anything else. */
export function readJson<Shape>(bytes: Buffer, schema: z.ZodType<Shape>): Shape | undefined {
  try {
    return schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}
