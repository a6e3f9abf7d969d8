// The opened message. Its HTML comes from rendering as a stream and goes into
// the page as it arrives, for the frame that message-frame.ts tells of.
import type { MessageHead__Output } from '@postern/contracts';
import { escapeAttributeBytes, html, type SafeHtml } from '@postern/html';
import type { Sealed } from '../domain/sealed.ts';
import { type SenderBrand, senderBrand } from '../domain/sender-brand.ts';
import { attachmentList, saveMessage } from './attachment-list.ts';
import { documentEnd, documentStart, type PageContext, SEALED_FORM } from './document.ts';
import { eventCards } from './event-cards.ts';
import { ICONS } from './icons.ts';
import { frameEnd, frameStart, loadAgain } from './message-frame.ts';
import { messageTitle, people, warnings } from './message-head.ts';
import { hostLine, senderNotes, senderPlate } from './sender-brand.ts';
import { timeElement } from './sign-in-page.ts';

export interface OpenedMessage {
  readonly head: MessageHead__Output;
  /** A complete HTML document, UTF-8. */
  readonly document: AsyncIterable<Buffer>;
  readonly sealed: Sealed;
  readonly remoteShown: boolean;
  /** Unix seconds. */
  readonly signedInUntil: number | undefined;
  /** Told once: nothing when the message was whole, or what broke it off. */
  readonly onEnd: (error?: unknown) => void;
}

export async function* messagePageParts(context: PageContext, message: OpenedMessage): AsyncGenerator<string | Buffer> {
  const { head, document, sealed, onEnd } = message;
  const brand = senderBrand(head.sender);
  yield documentStart(context, messageTitle(context, head)).text;
  yield envelope(context, message, brand).text;
  yield frameStart(context, message.remoteShown).text;
  const broken = yield* escaped(document);
  yield frameEnd(context).text;
  onEnd(broken);
  if (broken !== undefined) yield cutNote(context).text;
  yield html`${senderNotes(context, brand)}</article>`.text;
  yield* documentEnd(context, sealed, 'read');
}

/** A failure here comes too late for another page; it ends the message instead, and is returned. */
async function* escaped(document: AsyncIterable<Buffer>): AsyncGenerator<Buffer, unknown> {
  try {
    for await (const chunk of document) yield escapeAttributeBytes(chunk);
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}

function cutNote({ texts: { text } }: PageContext): SafeHtml {
  return html`<div class="alert" role="alert">${ICONS.warning}<div><p>${text('message.cut')}</p>
${loadAgain({ text })}</div></div>`;
}

function envelope(
  context: PageContext,
  { head, remoteShown, signedInUntil }: OpenedMessage,
  brand: SenderBrand | undefined,
): SafeHtml {
  const { texts } = context;
  const { text } = texts;
  const mayPrint = head.rights.includes('RIGHT_PRINT');
  return html`<form id="${SEALED_FORM}" method="post" action="/read" enctype="multipart/form-data" rel="noopener"></form>
<article class="message${!mayPrint && ' no-print'}" id="message">
<div class="toolbar"><p class="seal">${ICONS.verified}<span>${text('message.verified', { sender: head.sender?.displayName ?? '' })}</span></p>
<div class="tools">${ownTab(context, mayPrint, remoteShown)}
${saveMessage(context, head)}<form method="post" action="/sign-out"><button class="secondary" type="submit">${text('message.sign_out')}</button></form></div>
${signedInUntil !== undefined && html`<p class="session-end">${text('signed_in.until')} ${timeElement(texts, signedInUntil)}</p>`}${brand !== undefined && hostLine(context)}</div>
${senderPlate(context, brand)}
<header class="envelope"><h1 dir="auto" tabindex="-1" autofocus>${messageTitle(context, head)}</h1>
<dl class="facts">
${people(text('message.from'), head.from)}${people(text('message.to'), head.to)}${people(text('message.cc'), head.cc)}
${head.date > 0 && html`<div><dt>${text('message.date')}</dt><dd>${timeElement(texts, head.date)}</dd></div>`}
<div><dt>${text('message.until')}</dt><dd>${timeElement(texts, head.expiresAt)}</dd></div>
</dl></header>
${warnings(context, head)}
${eventCards(context.texts, head.events)}
${attachmentList(context, head)}
${remoteContent(context, head.remoteCount, remoteShown)}
${!mayPrint && html`<p class="print-refused">${text('message.no_print')}</p>`}
`;
}

/** The whole message without a frame that cuts it: to read on a small screen, and to print. */
function ownTab({ texts: { text } }: PageContext, mayPrint: boolean, remoteShown: boolean): SafeHtml {
  const remote = remoteShown && html` name="remote" value="1"`;
  return html`<button class="secondary" type="submit" form="${SEALED_FORM}" formaction="/message" formtarget="_blank"${remote}>${text(mayPrint ? 'message.own.print' : 'message.own')}</button>`;
}

function remoteContent({ texts: { text } }: PageContext, count: number, shown: boolean): SafeHtml | false {
  if (count === 0) return false;
  if (shown) return html`<p class="remote">${ICONS.picture}<span>${text('message.remote.shown')}</span></p>`;
  return html`<div class="remote">${ICONS.picture}<p>${text('message.remote.blocked', { count })}</p>
<button class="secondary" type="submit" form="${SEALED_FORM}" name="remote" value="1">${text('message.remote.show')}</button></div>`;
}
