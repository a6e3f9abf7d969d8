import { PosternError, toPosternError } from '@postern/errors';
import { CHUNK_BYTES } from '@postern/rpc';
import type { FastifyInstance } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { homePage } from '../pages/home-page.ts';
import { sendPage } from './answers.ts';
import { type Portal, pageContext, readForm } from './portal.ts';
import type { SealedForm } from './sealed-form.ts';
import { showSignIn } from './show-sign-in.ts';

/**
 * Where the attachment's own form arrives: cross-site, from `Origin: null`.
 * The request carries no authority (cookies are not looked at) and gets none.
 */
export function openRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/open', { config: { crossSite: true } }, async (request, reply) => {
    const form = await readForm(portal, request, reply);
    let sealed: Sealed;
    try {
      sealed = await sealedOf(portal, form);
    } catch (thrown) {
      portal.events.messageOpened({ browser: request.browser }, thrown);
      const { code, httpStatus } = toPosternError(thrown);
      if (code !== 'gateway.no_message') throw thrown;
      const context = pageContext(portal, request);
      return sendPage(
        reply,
        context,
        homePage(context, { status: httpStatus, withAccounts: await portal.issuers.any(), problem: code }),
      );
    }
    return showSignIn(portal, {
      request,
      reply,
      sealed,
      onDescribed: ({ sender = 0, error }) => portal.events.messageOpened({ browser: request.browser, sender }, error),
    });
  });
}

async function sealedOf({ files }: Portal, { sealed, file }: SealedForm): Promise<Sealed> {
  if (sealed !== undefined) return sealed;
  if (file === undefined) throw new PosternError('gateway.form_invalid');
  return files.find(file, CHUNK_BYTES);
}
