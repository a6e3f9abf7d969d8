// A record's key is the id, 32 bytes, and its value the time at which the
// message expires, as decimal digits, or `-`. The key alone revokes: a value
// that a newer version wrote, or that is damaged, is taken for "never expires".
import { REVOCATION_ID_BYTES } from '../revocation-id.ts';

const EXPIRY = /^\d{1,10}$/;
const MAX_UNIX_SECONDS = 0xffff_ffff;
/** Not as long as an id, so that nobody takes it for one. */
const MARKER = Buffer.from('marker');

interface KafkaRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

export function toRecord(id: Buffer, exp: number | undefined): KafkaRecord {
  return { key: id, value: Buffer.from(String(exp ?? '-')) };
}

/** A record that revokes nothing; see topic-progress.ts. */
export const MARKER_RECORD: KafkaRecord = { key: MARKER, value: Buffer.of() };

export type Change =
  | { readonly id: Buffer; readonly exp: number | undefined }
  | { readonly id: Buffer; readonly withdrawn: true };

/** What a record changes; undefined: nothing. */
export function readRecord({ key, value }: KafkaRecord): Change | undefined {
  if (key?.length !== REVOCATION_ID_BYTES) return undefined;
  if (value === null) return { id: key, withdrawn: true };
  const text = value.toString('latin1');
  const exp = EXPIRY.test(text) ? Number(text) : undefined;
  return { id: key, exp: exp !== undefined && exp <= MAX_UNIX_SECONDS ? exp : undefined };
}
