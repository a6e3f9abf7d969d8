// Two cookies, both sealed by us and readable by nobody else. `__Host-` binds
// them to this very host; `SameSite=Lax` lets the one of a sign-in come along
// when the issuer sends the browser back, and keeps both out of what other
// sites request in the background.
import type { FastifyReply, FastifyRequest } from 'fastify';

const SESSION = '__Host-postern-analyst';
const ATTEMPT = '__Host-postern-analyst-attempt';
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const sessionOf = (request: FastifyRequest): string => request.cookies[SESSION] ?? '';
export const attemptOf = (request: FastifyRequest): string => request.cookies[ATTEMPT] ?? '';

/** Ends with the browser's window, or by its seal. */
export function setSession(reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION, token, ATTRIBUTES);
}

export function setAttempt(reply: FastifyReply, token: string, maxAge: number): void {
  reply.setCookie(ATTEMPT, token, { ...ATTRIBUTES, maxAge });
}

export function clearAttempt(reply: FastifyReply): void {
  reply.clearCookie(ATTEMPT, ATTRIBUTES);
}

export function clearCookies(reply: FastifyReply): void {
  reply.clearCookie(SESSION, ATTRIBUTES);
  clearAttempt(reply);
}
