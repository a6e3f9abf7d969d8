import { type ErrorCode, isErrorCode } from '@postern/errors';
import type { FastifyInstance } from 'fastify';
import { signInEndedPage } from '../pages/sign-in-ended-page.ts';
import { signedInPage } from '../pages/signed-in-page.ts';
import { sendPage } from './answers.ts';
import { sessionOf } from './cookies.ts';
import { ISSUER_PARAM, type IssuerParams } from './issuers.ts';
import { type Portal, pageContext } from './portal.ts';

export const DONE_PATH = '/sign-in/done';
export const endedPath = (issuer: string, problem: ErrorCode): string => `/sign-in/oidc/${issuer}/ended/${problem}`;

/** The last page of a window in which somebody signed in, or tried to. Both say the same to everybody who asks. */
export function oidcEndRoutes(app: FastifyInstance, portal: Portal): void {
  app.get(DONE_PATH, async (request, reply) => {
    const context = pageContext(portal, request);
    return sendPage(reply, context, signedInPage(context, sessionOf(request)?.expiresAt));
  });

  app.get<{ Params: IssuerParams & { readonly problem: string } }>(
    `/sign-in/oidc/${ISSUER_PARAM}/ended/:problem`,
    async (request, reply) => {
      const { issuer: issuerId, problem } = request.params;
      if (!isErrorCode(problem)) return reply.callNotFound();
      const context = pageContext(portal, request);
      const issuer = await portal.issuers.find(issuerId);
      return sendPage(reply, context, signInEndedPage(context, { status: 200, problem, issuerId, issuer }));
    },
  );
}
