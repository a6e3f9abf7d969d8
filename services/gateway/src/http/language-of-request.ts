import { chooseLanguage } from '@postern/languages';
import { localeBucket } from '@postern/usage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENGLISH, type Texts } from '../messages/texts.ts';
import { languageOf } from './cookies.ts';
import type { Portal } from './portal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** In the language of the one who reads the answer. */
    texts?: Texts;
  }
}

/** What the reader chose, or else what the browser asks for. */
export async function chooseTexts({ languages }: Pick<Portal, 'languages'>, request: FastifyRequest): Promise<void> {
  const language = languageOf(request) ?? chooseLanguage(request.headers['accept-language']);
  request.texts = await languages.of(language);
  request.browser = { ...request.browser, locale: localeBucket(language) };
}

/** RFC 9110 sections 8.5 and 12.5.5. */
export function setLanguageHeaders(reply: FastifyReply): void {
  reply.header('content-language', (reply.request.texts ?? ENGLISH).locale).header('vary', 'Accept-Language, Cookie');
}
