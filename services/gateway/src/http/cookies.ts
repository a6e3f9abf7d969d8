// Two cookies, both opaque to the gateway, both sealed by identity. The
// `__Host-` prefix binds them to this very host: no subdomain can set them.
import type { FastifyReply, FastifyRequest } from 'fastify';

const CHALLENGE = '__Host-postern-challenge';
const SESSION = '__Host-postern-session';
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const challengeOf = (request: FastifyRequest): string => request.cookies[CHALLENGE] ?? '';
export const sessionOf = (request: FastifyRequest): string => request.cookies[SESSION] ?? '';

/** Lives as long as the code that it belongs to; times in Unix seconds. */
export function setChallenge(reply: FastifyReply, challenge: string, expiresAt: number, now: number): void {
  reply.setCookie(CHALLENGE, challenge, { ...ATTRIBUTES, maxAge: Math.max(1, expiresAt - now) });
}

/** Outlives the browser's window only on a private computer; times in Unix seconds. */
export function setSession(reply: FastifyReply, session: string, kept: { expiresAt: number; now: number } | undefined): void {
  const lifetime = kept === undefined ? {} : { maxAge: Math.max(1, kept.expiresAt - kept.now) };
  reply.setCookie(SESSION, session, { ...ATTRIBUTES, ...lifetime });
  reply.clearCookie(CHALLENGE, ATTRIBUTES);
}

export function clearCookies(reply: FastifyReply): void {
  reply.clearCookie(SESSION, ATTRIBUTES);
  reply.clearCookie(CHALLENGE, ATTRIBUTES);
}
