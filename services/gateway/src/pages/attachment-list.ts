// What a reader can take along, above the message. Every button belongs to the
// one form that holds the sealed message, so nothing is in the page twice and
// nothing here needs script.
import type { Attachment__Output, MessageHead__Output } from '@postern/contracts';
import { html, type SafeHtml } from '@postern/html';
import { attachmentKind } from '../domain/attachment-kind.ts';
import { type PageContext, SEALED_FORM } from './document.ts';
import { ICONS } from './icons.ts';

type Texts = PageContext['texts'];

export function attachmentList({ texts }: PageContext, { attachments, rights }: MessageHead__Output): SafeHtml | false {
  const maySave = rights.includes('RIGHT_DOWNLOAD');
  if (attachments.length === 0) return false;
  return html`<section class="attachments" aria-labelledby="attachments-title">
<h2 id="attachments-title">${texts.text('message.attachments', { count: attachments.length })}</h2>
${!maySave && html`<p class="hint">${texts.text('message.attachment.not_allowed')}</p>`}
<ul>${attachments.map((attachment) => item(texts, attachment, maySave))}</ul>
${maySave && attachments.length > 1 && html`<p class="save-all">${button('/attachments', texts.text('message.attachments.save_all'))}</p>`}</section>`;
}

/** The mail itself, for whoever may have it. */
export function saveMessage({ texts }: PageContext, { rights }: MessageHead__Output): SafeHtml | false {
  return rights.includes('RIGHT_DOWNLOAD') && button('/eml', texts.text('message.save'));
}

function button(action: string, label: string): SafeHtml {
  return html`<button class="secondary" type="submit" form="${SEALED_FORM}" formaction="${action}">${label}</button>`;
}

function item(texts: Texts, attachment: Attachment__Output, maySave: boolean): SafeHtml {
  const look = maySave && attachment.preview !== 'PREVIEW_KIND_UNSPECIFIED';
  return html`<li><div class="attachment-row">${maySave ? saveButton(texts, attachment) : label(texts, attachment)}${
    look && lookButton(texts, attachment)
  }</div>${
    attachment.suspicious && html`<p class="suspicious">${ICONS.warning}${texts.text('message.attachment.suspicious')}</p>`
  }</li>`;
}

function saveButton(texts: Texts, attachment: Attachment__Output): SafeHtml {
  const action = html`<span class="unseen">${texts.text('message.attachment.save')} </span>`;
  return html`<button class="attachment" type="submit" form="${SEALED_FORM}" formaction="/attachment" name="part" value="${attachment.index}">${action}${label(texts, attachment)}</button>`;
}

function lookButton(texts: Texts, { index, name }: Attachment__Output): SafeHtml {
  const which = html`<span class="unseen"> <bdi>${name}</bdi></span>`;
  return html`<button class="secondary look" type="submit" form="${SEALED_FORM}" formaction="/preview" formtarget="_blank" name="part" value="${index}">${texts.text('message.attachment.look')}${which}</button>`;
}

function label(texts: Texts, attachment: Attachment__Output): SafeHtml {
  const kind = texts.text('message.attachment.kind', { kind: attachmentKind(attachment) });
  return html`<span class="attachment-label">${ICONS.clip}<bdi class="attachment-name">${attachment.name}</bdi> <span class="attachment-size">${kind}, ${texts.size(attachment.size)}</span></span>`;
}
