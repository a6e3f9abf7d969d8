// Where the message itself stands. Its frame has an opaque origin, no script
// and no forms, and inherits the policy of what it stands in. Where scripts are
// off the frame is simply there. Where they are on it is text in a noscript
// element, until the browser's own check has made a frame of it, in a document
// that has a policy of its own for that (paper-page.ts, src/client/paper.ts).
import { html, type SafeHtml } from '@postern/html';
import { SEALED_FORM } from './carried.ts';
import type { PageContext } from './document.ts';
import { ICONS } from './icons.ts';
import { PAPER_PATH, PAPER_WITH_PICTURES_PATH } from './paper-page.ts';

const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

/** Up to the value of `srcdoc`, which the message follows, escaped. */
export function frameStart({ texts: { text } }: PageContext, remoteShown: boolean): SafeHtml {
  const title = text('message.frame');
  return html`<div role="status"><p class="alert" id="left-out" hidden>${ICONS.warning}<span>${text('message.left_out')}</span></p></div>
<div class="paper" id="paper" data-sandbox="${SANDBOX}" data-title="${title}" data-address="${remoteShown ? PAPER_WITH_PICTURES_PATH : PAPER_PATH}"${remoteShown && html` data-remote="shown"`}
   data-text-arrived="${text('message.arrived')}">
<noscript><iframe class="message-frame" sandbox="${SANDBOX}" title="${title}" srcdoc="`;
}

export function frameEnd({ texts: { text } }: PageContext): SafeHtml {
  return html`"></iframe></noscript>
<p class="paper-waits hint">${text('code.opening')}</p>
<div class="paper-unchecked" role="alert">${ICONS.warning}<div><h2>${text('message.unchecked.title')}</h2><p>${text('message.unchecked')}</p>
${loadAgain({ text })}</div></div>
<p class="unseen" id="arrived" role="status"></p></div>`;
}

export function loadAgain({ text }: Pick<PageContext['texts'], 'text'>): SafeHtml {
  return html`<button class="secondary" type="submit" form="${SEALED_FORM}">${text('message.again')}</button>`;
}
