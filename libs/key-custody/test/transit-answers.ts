import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Made by record-transit-answers.ts from the answers of a real Vault. */
export const TRANSIT_ANSWERS_FILE = new URL('./transit-answers.json', import.meta.url);

const ANSWER = z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.unknown() });
const ANSWERS = z.strictObject({
  encrypted: ANSWER,
  decrypted: ANSWER,
  unknown_token: ANSWER,
  no_token: ANSWER,
  not_in_policy: ANSWER,
  no_such_key: ANSWER,
  no_such_mount: ANSWER,
  no_prefix: ANSWER,
  no_base64: ANSWER,
  too_short: ANSWER,
  version_too_new: ANSWER,
  not_authentic: ANSWER,
  version_retired: ANSWER,
  sealed: ANSWER,
});

export type TransitAnswer = z.infer<typeof ANSWER>;
export type TransitAnswers = z.infer<typeof ANSWERS>;

export function readTransitAnswers(): TransitAnswers {
  return ANSWERS.parse(JSON.parse(readFileSync(TRANSIT_ANSWERS_FILE, 'utf8')));
}
