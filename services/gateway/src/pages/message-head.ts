// What the portal says about a message wherever it shows one.
import type { Mailbox__Output, MessageHead__Output, Warning } from '@postern/contracts';
import { html, type SafeHtml } from '@postern/html';
import type { MessageKey } from '../messages/en.ts';
import type { PageContext } from './document.ts';
import { ICONS } from './icons.ts';

export function messageTitle({ texts: { text } }: PageContext, { subject }: Pick<MessageHead__Output, 'subject'>): string {
  return subject === '' ? text('message.no_subject') : subject;
}

export function people(label: string, mailboxes: readonly Mailbox__Output[]): SafeHtml | false {
  if (mailboxes.length === 0) return false;
  const each = ({ name, address }: Mailbox__Output) =>
    html`<li>${name !== '' && html`<bdi class="person">${name}</bdi> `}<bdi class="address">${address}</bdi></li>`;
  return html`<div><dt>${label}</dt><dd><ul class="people">${mailboxes.map(each)}</ul></dd></div>`;
}

const WARNING_TEXTS: Readonly<Record<Exclude<Extract<Warning, string>, 'WARNING_UNSPECIFIED'>, MessageKey>> = {
  WARNING_AMBIGUOUS_STRUCTURE: 'warning.ambiguous_structure',
  WARNING_DAMAGED: 'warning.damaged',
  WARNING_FROM_DIFFERS: 'warning.from_differs',
  WARNING_EMPTY: 'warning.empty',
  WARNING_CHARSET: 'warning.charset',
  WARNING_TRUNCATED: 'warning.truncated',
  WARNING_TNEF: 'warning.tnef',
  WARNING_ENCRYPTED: 'warning.encrypted',
};

export function warnings(
  { texts: { text } }: PageContext,
  { warnings: given, signedFrom }: MessageHead__Output,
): SafeHtml | false {
  const known = given.flatMap((warning) => (warning === 'WARNING_UNSPECIFIED' ? [] : [WARNING_TEXTS[warning]]));
  if (known.length === 0) return false;
  return html`<section class="alert" aria-labelledby="warnings-title">${ICONS.warning}<div><h2 class="alert-title" id="warnings-title">${text('message.warnings')}</h2>
<ul>${known.map((key) => html`<li>${text(key, { signed: signedFrom })}</li>`)}</ul></div></section>`;
}
