// Three cookies for signing in, all opaque to the gateway, all sealed by identity. The
// `__Host-` prefix binds them to this very host: no subdomain can set them.
// `SameSite=Lax` keeps them out of every request from elsewhere but one: the
// navigation that brings a reader back from an identity provider. Before the
// seal stands what the gateway itself wants to remember; it is not
// authenticated, so it decides nothing but what is shown and how long a
// browser keeps a cookie that identity ends by itself.
import { type Language, readLanguage } from '@postern/languages';
import type { FastifyReply, FastifyRequest } from 'fastify';

const CHALLENGE = '__Host-postern-challenge';
const SESSION = '__Host-postern-session';
const ATTEMPT = '__Host-postern-attempt';
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const challengeOf = (request: FastifyRequest): string => request.cookies[CHALLENGE] ?? '';

/** Lives as long as the code that it belongs to; times in Unix seconds. */
export function setChallenge(reply: FastifyReply, challenge: string, expiresAt: number, now: number): void {
  reply.setCookie(CHALLENGE, challenge, { ...ATTRIBUTES, maxAge: Math.max(1, expiresAt - now) });
}

export interface Session {
  /** Sealed. */
  readonly token: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** The session that this browser holds, if any; only identity can tell whether it is good. */
export function sessionOf(request: FastifyRequest): Session | undefined {
  const [, expiresAt, token] = /^(\d{1,12})\.(.+)$/.exec(request.cookies[SESSION] ?? '') ?? [];
  return token === undefined ? undefined : { token, expiresAt: Number(expiresAt) };
}

interface Kept {
  readonly privateComputer: boolean;
  /** Unix seconds. */
  readonly now: number;
}

/** Outlives the browser's window only on a private computer. */
export function setSession(reply: FastifyReply, { token, expiresAt }: Session, { privateComputer, now }: Kept): void {
  const lifetime = privateComputer ? { maxAge: Math.max(1, expiresAt - now) } : {};
  reply.setCookie(SESSION, `${expiresAt}.${token}`, { ...ATTRIBUTES, ...lifetime });
  reply.clearCookie(CHALLENGE, ATTRIBUTES);
}

export interface Attempt {
  /** Sealed. */
  readonly token: string;
  readonly privateComputer: boolean;
}

/** The sign-in at a provider that this browser began last. */
export function attemptOf(request: FastifyRequest): Attempt | undefined {
  const [, mark, token] = /^([01])\.(.+)$/.exec(request.cookies[ATTEMPT] ?? '') ?? [];
  return token === undefined ? undefined : { token, privateComputer: mark === '1' };
}

/** One a browser: the newest replaces the one before. Times in Unix seconds. */
export function setAttempt(reply: FastifyReply, { token, privateComputer }: Attempt, expiresAt: number, now: number): void {
  const maxAge = Math.max(1, expiresAt - now);
  reply.setCookie(ATTEMPT, `${privateComputer ? '1' : '0'}.${token}`, { ...ATTRIBUTES, maxAge });
}

export function clearAttempt(reply: FastifyReply): void {
  reply.clearCookie(ATTEMPT, ATTRIBUTES);
}

export function clearCookies(reply: FastifyReply): void {
  for (const name of [SESSION, CHALLENGE, ATTEMPT]) reply.clearCookie(name, ATTRIBUTES);
}

const LANGUAGE = '__Host-postern-language';
/**
 * It says one of twenty words and grants nothing. `SameSite=None` lets it come
 * along when the attachment is opened, which is a request from elsewhere.
 */
const LANGUAGE_ATTRIBUTES = { ...ATTRIBUTES, sameSite: 'none', maxAge: 180 * 24 * 60 * 60 } as const;

/** What the reader of this browser chose, if anything. */
export const languageOf = (request: FastifyRequest): Language | undefined => readLanguage(request.cookies[LANGUAGE] ?? '');

export function setLanguage(reply: FastifyReply, language: Language): void {
  reply.setCookie(LANGUAGE, language, LANGUAGE_ATTRIBUTES);
}
