import type { GrantReleaseResponse__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { FastifyReply } from 'fastify';
import type { GatewayDeps } from '../deps.ts';
import type { Session } from './cookies.ts';
import { readerGone, TIMEOUTS } from './portal.ts';

/** A release grant for one capsule, against the browser's session; and whose capsule it is, for counting. */
export async function grantFor(
  { identity }: GatewayDeps,
  reply: FastifyReply,
  session: Session | undefined,
  capsule: string,
): Promise<GrantReleaseResponse__Output> {
  if (session === undefined) throw new PosternError('identity.session_invalid');
  return identity.grantRelease({ session: session.token, capsule }, { timeoutMs: TIMEOUTS.grant, signal: readerGone(reply) });
}
