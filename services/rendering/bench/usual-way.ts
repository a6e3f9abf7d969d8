import createDOMPurify from 'dompurify';
import { JSDOM } from 'jsdom';
import { simpleParser } from 'mailparser';
import { openBare, type Sealed } from './sealed.ts';

/** Read and cleaned as it is mostly done: mailparser, and DOMPurify on jsdom, in one window for all mails. */
export function createUsualWay(): (sealed: Sealed) => Promise<string> {
  const purify = createDOMPurify(new JSDOM('').window);
  return async (sealed) => {
    const { html, textAsHtml = '' } = await simpleParser(openBare(sealed));
    return purify.sanitize(html === false ? textAsHtml : html);
  };
}
