import type { FastifyInstance } from 'fastify';
import { signedOutPage } from '../pages/signed-out-page.ts';
import { sendPage } from './answers.ts';
import { clearCookies } from './cookies.ts';
import { type Portal, pageContext, readForm } from './portal.ts';
import { isMultipart } from './sealed-form.ts';
import { showSignIn } from './show-sign-in.ts';

/** With a sealed message in the form, it is shown the way it came: signed out, and not lost. */
export function signOutRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/sign-out', async (request, reply) => {
    const sealed = isMultipart(request) ? (await readForm(portal, request, reply)).sealed : undefined;
    clearCookies(reply);
    if (sealed !== undefined) return showSignIn(portal, { request, reply, sealed });
    const context = pageContext(portal, request);
    return sendPage(reply, context, signedOutPage(context));
  });
}
