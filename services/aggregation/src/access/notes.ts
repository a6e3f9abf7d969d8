// What the browser carries for us, sealed: a sign-in that is under way, and a
// session. A session says which role somebody has and nothing about who they
// are; the number in it is random, for counting requests by.
import { openToken, type SealingKeys, sealToken } from '@postern/tokens';
import { z } from 'zod';

const SESSION = 'analyst-session';
const ATTEMPT = 'analyst-attempt';

const SESSION_NOTE = z.strictObject({ role: z.enum(['viewer', 'exporter']), id: z.string().max(32) });
const ATTEMPT_NOTE = z.strictObject({
  state: z.string().max(64),
  nonce: z.string().max(64),
  verifier: z.string().max(64),
  /** Where the analyst wanted to be: a query of the dashboard, with its question mark, or nothing. */
  returnTo: z.string().max(400),
});

export type SessionNote = Readonly<z.infer<typeof SESSION_NOTE>>;
export type AttemptNote = Readonly<z.infer<typeof ATTEMPT_NOTE>>;

interface Sealer<Note> {
  /** `expiresAt` in Unix seconds. */
  seal(note: Note, expiresAt: number): string;
  /** Undefined when it is not ours, altered, or over. */
  open(token: string, now: number): Note | undefined;
}

export interface Notes {
  readonly sessions: Sealer<SessionNote>;
  readonly attempts: Sealer<AttemptNote>;
}

export function createNotes(keys: SealingKeys): Notes {
  return { sessions: sealer(SESSION, SESSION_NOTE, keys), attempts: sealer(ATTEMPT, ATTEMPT_NOTE, keys) };
}

function sealer<Note extends z.core.util.JSONType>(purpose: string, shape: z.ZodType<Note>, keys: SealingKeys): Sealer<Note> {
  return {
    seal: (note, expiresAt) => sealToken(note, { purpose, keys, expiresAt }),
    open: (token, now) => shape.safeParse(openToken(token, { purpose, keys, now })).data,
  };
}
