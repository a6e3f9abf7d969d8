import { PosternError } from '@postern/errors';
import { readLanguage } from '@postern/languages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ownPath } from '../domain/own-path.ts';
import type { Sealed } from '../domain/sealed.ts';
import { LANGUAGE_PATH } from '../pages/language-chooser.ts';
import { setLanguage } from './cookies.ts';
import { type Portal, readForm } from './portal.ts';
import { showMessage } from './read.ts';
import { isMultipart } from './sealed-form.ts';
import { showSignIn } from './show-sign-in.ts';
import { smallField } from './small-form.ts';

/**
 * Chooses the language of this browser, and shows the same page in it. A page
 * that holds a sealed message brings it along; all others are asked for again.
 */
export function languageRoute(app: FastifyInstance, portal: Portal): void {
  app.post(LANGUAGE_PATH, async (request, reply) => {
    const { tag, back, sealed, step } = await choiceOf(portal, request, reply);
    const language = readLanguage(tag);
    if (language === undefined) throw new PosternError('gateway.form_invalid');
    setLanguage(reply, language);
    request.texts = await portal.languages.of(language);
    if (sealed === undefined) return reply.redirect(back, 303);
    if (step === 'read') return showMessage(portal, { request, reply, sealed, fields: {} });
    return showSignIn(portal, { request, reply, sealed, isCodeSent: step === 'code' });
  });
}

interface Choice {
  readonly tag: string;
  readonly back: string;
  readonly sealed?: Sealed | undefined;
  readonly step?: string | undefined;
}

async function choiceOf(portal: Portal, request: FastifyRequest, reply: FastifyReply): Promise<Choice> {
  if (isMultipart(request)) {
    const { sealed, fields } = await readForm(portal, request, reply);
    if (sealed === undefined) throw new PosternError('gateway.form_invalid');
    return { tag: fields.lang ?? '', back: '/', sealed, step: fields.step };
  }
  return { tag: smallField(request, 'lang', 35), back: ownPath(smallField(request, 'back', 256)) };
}
