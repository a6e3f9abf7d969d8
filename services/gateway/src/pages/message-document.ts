// The message as a document of its own. Above it stands who wrote it and who
// shows it, and the message must not be able to hide that, move it or dress it
// up: it stands in a shadow tree, whose important rules win over those of the
// document around it (CSS Scoping 1, section 3.2.2), and what could hide all of
// the body is ruled out in a cascade layer, whose important rules win over
// those outside of any (CSS Cascade 5, section 6.4.4). Mail has no layers: its
// only at-rule is @media. Nothing here needs a script, and none would run.
import type { MessageHead__Output } from '@postern/contracts';
import { html, type SafeHtml } from '@postern/html';
import { insertInto } from '../domain/insert-into.ts';
import type { PageContext } from './document.ts';
import { eventCards } from './event-cards.ts';
import { GUARD_CSS, NO_PRINT_CSS, STRIP_CSS } from './message-document-css.ts';
import { messageTitle, people, warnings } from './message-head.ts';
import type { OpenedMessage } from './message-page.ts';
import { timeElement } from './sign-in-page.ts';

export async function* messageDocumentParts(context: PageContext, message: OpenedMessage): AsyncGenerator<Buffer> {
  const { head, document, onEnd } = message;
  const mayPrint = head.rights.includes('RIGHT_PRINT');
  const guard = html`<title>${messageTitle(context, head)}</title><style>${GUARD_CSS}${!mayPrint && NO_PRINT_CSS}</style>`;
  const guarded = insertInto(document, { text: guard.text, marker: '</head>', side: 'before' });
  const strip = aboveMessage(context, head, mayPrint);
  try {
    yield* insertInto(guarded, { text: strip.text, marker: '<body>', side: 'after' });
    onEnd();
  } catch (thrown) {
    onEnd(thrown);
    yield Buffer.from(cutNote(context).text);
  }
}

function aboveMessage(context: PageContext, head: MessageHead__Output, mayPrint: boolean): SafeHtml {
  const { texts, host } = context;
  const { text } = texts;
  const files = head.attachments.map(({ name, size }) => html`<li><bdi>${name}</bdi> (${texts.size(size)})</li>`);
  return inShadow(
    context,
    html`<p class="host">${text('message.own.host', { sender: head.sender?.displayName ?? '', host })}</p>
${mayPrint ? html`<p class="hint how">${text('message.own.how')}</p>` : html`<p class="refused">${text('message.no_print')}</p>`}
<header><h1 dir="auto">${messageTitle(context, head)}</h1><dl>
${people(text('message.from'), head.from)}${people(text('message.to'), head.to)}${people(text('message.cc'), head.cc)}
${head.date > 0 && html`<div><dt>${text('message.date')}</dt><dd>${timeElement(texts, head.date)}</dd></div>`}
${files.length > 0 && html`<div><dt>${text('message.attachments', { count: files.length })}</dt><dd><ul>${files}</ul></dd></div>`}
</dl></header>
${warnings(context, head)}${eventCards(texts, head.events)}`,
  );
}

/** Too late for anything but the end of the document. */
function cutNote(context: PageContext): SafeHtml {
  return inShadow(context, html`<p class="alert" role="alert">${context.texts.text('message.cut')}</p>`);
}

function inShadow({ texts: { locale, direction } }: PageContext, content: SafeHtml): SafeHtml {
  return html`<div lang="${locale}" dir="${direction}"><template shadowrootmode="open"><style>${STRIP_CSS}</style>
<div class="strip" dir="${direction}">${content}</div></template></div>`;
}
