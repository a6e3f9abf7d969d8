// Who asks, and whether they may. A route says which role it needs; one that
// says nothing needs a viewer. Roles come from the session that the browser
// carries or, for programs, from the access token that they bring; a request
// that brings a token is judged by it alone.

import type { FastifyRequest } from 'fastify';
import { AccessRefusal } from '../access/access-refusal.ts';
import type { Notes } from '../access/notes.ts';
import { mayDo, type Role, type RoleRule, roleIn } from '../access/role.ts';
import type { AnalystsProvider } from '../adapters/oidc/analysts-provider.ts';
import { sessionOf } from './cookies.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may ask; a viewer unless it is said. */
    readonly needs?: Role | 'nobody';
    /** Errors are problem details, and access tokens are taken. */
    readonly forPrograms?: boolean;
  }
  interface FastifyRequest {
    visitor: Visitor | undefined;
  }
}

export interface Visitor {
  readonly role: Role;
  /** What its requests are counted by; nothing about who it is. */
  readonly countedBy: string;
  /** Whether there is a session that can be ended. */
  readonly hasSession: boolean;
}

/** Undefined: nobody that is known. Rejects with an `AccessRefusal` or a `Problem` for a token that is no good. */
export type Recognise = (request: FastifyRequest) => Promise<Visitor | undefined>;

export interface SignInParts {
  readonly provider: AnalystsProvider;
  readonly notes: Notes;
  readonly roles: RoleRule;
}

/** Everybody at this machine may do everything. */
export const atThisMachine: Recognise = async () => ({ role: 'exporter', countedBy: 'this machine', hasSession: false });

/** `now` in Unix seconds. */
export function recogniseBySignIn({ provider, notes, roles }: SignInParts, now: () => number): Recognise {
  return async (request) => {
    const token = bearerToken(request);
    if (token === undefined) {
      const session = notes.sessions.open(sessionOf(request), now());
      return session && { role: session.role, countedBy: session.id, hasSession: true };
    }
    if (request.routeOptions.config.forPrograms !== true) throw new Problem('signed_out');
    const role = roleIn(await provider.verify(token).catch(asSignedOut), roles);
    if (role === undefined) throw new AccessRefusal('no_role');
    return { role, countedBy: token, hasSession: false };
  };
}

/** Throws `signed_out` or `denied`. */
export function admit(visitor: Visitor | undefined, needed: Role | 'nobody' = 'viewer'): void {
  if (needed === 'nobody') return;
  if (visitor === undefined) throw new Problem('signed_out');
  if (!mayDo(visitor.role, needed)) throw new Problem('denied');
}

/** RFC 6750 section 2.1; undefined when the request brings no credentials of its own. */
export function bearerToken({ headers: { authorization } }: FastifyRequest): string | undefined {
  if (authorization === undefined) return undefined;
  const [, token] = /^Bearer ([\w\-.~+/]+=*)$/i.exec(authorization) ?? [];
  return token ?? '';
}

function asSignedOut(thrown: unknown): never {
  if (thrown instanceof AccessRefusal && thrown.code === 'refused') throw new Problem('signed_out');
  throw thrown;
}
