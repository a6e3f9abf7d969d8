import { REVOCATION_ID_BYTES } from '../revocation-id.ts';

/** What one line of a revocations file says. */
export interface RevocationLine {
  /** 32 bytes. */
  readonly id: Buffer;
  /** When the message expires, Unix seconds; undefined: never. */
  readonly exp: number | undefined;
}

const LINE = /^([A-Za-z0-9_-]{43}) \d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z (-|\d{1,10})$/;
const MAX_UNIX_SECONDS = 0xffff_ffff;

/** `id time exp`: the id in base64url, when it was recorded (for people), and when the message expires, or `-`. `now` in Unix seconds. */
export function toLine({ id, exp }: RevocationLine, now: number): string {
  const time = new Date(now * 1000).toISOString().replace('.000Z', 'Z');
  return `${id.toString('base64url')} ${time} ${exp ?? '-'}\n`;
}

/** Undefined for a line that is none. */
export function readLine(line: string): RevocationLine | undefined {
  const [, id = '', exp = ''] = LINE.exec(line) ?? [];
  const bytes = Buffer.from(id, 'base64url');
  if (bytes.length !== REVOCATION_ID_BYTES || bytes.toString('base64url') !== id || Number(exp) > MAX_UNIX_SECONDS)
    return undefined;
  return { id: bytes, exp: exp === '-' ? undefined : Number(exp) };
}
