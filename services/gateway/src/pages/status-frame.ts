// What stands in the small frame of the sign-in page when there is no script:
// the answer to "Send me the code", and the way to ask for another one.
import type { StartPasscodeResponse__Output } from '@postern/contracts';
import type { PosternError } from '@postern/errors';
import { html, type SafeHtml } from '@postern/html';
import { errorWords } from '../messages/error-texts.ts';
import type { Texts } from '../messages/texts.ts';
import type { PageContext } from './document.ts';

/** What the reader asked with; said again for another code. */
export interface Asked {
  readonly capsule: string;
  /** Empty: the only recipient. */
  readonly address: string;
  /** Masked, to be named; empty when there are several. */
  readonly recipient: string;
}

export function emptyFrame(context: PageContext): string {
  return frame(context, html`<p class="hint">${context.texts.text('ask.frame.empty')}</p>`);
}

export function sentFrame(context: PageContext, asked: Asked, sent: StartPasscodeResponse__Output, now: number): string {
  const { text } = context.texts;
  const lines = sentLines(context.texts, asked, sent, now);
  return frame(
    context,
    html`<div role="status">${lines.map((line, index) => html`<p${index === 0 && html` class="good"`}>${line}</p>`)}</div>
<form method="post" action="/passcode"><input type="hidden" name="capsule" value="${asked.capsule}"
><input type="hidden" name="address" value="${asked.address}"><input type="hidden" name="recipient" value="${asked.recipient}">
<button class="link" type="submit">${text('sent.resend')}</button></form>`,
  );
}

export function problemFrame(context: PageContext, { code }: PosternError): string {
  const { text } = context.texts;
  const words = errorWords(code);
  return frame(
    context,
    html`<div role="alert"><p class="bad">${text(words.title)}</p><p>${text(words.what)} ${text(words.advice)}</p>
<p class="code">${text('error.code', { code })}</p></div>`,
  );
}

/** What is said after a code was asked for, line by line. `now` in Unix seconds. */
export function sentLines(
  { text }: Texts,
  { recipient }: Asked,
  { reference, expiresAt, mailState }: StartPasscodeResponse__Output,
  now: number,
): readonly string[] {
  return [
    recipient === '' ? text('sent.several') : text('sent.one', { recipient }),
    `${text('sent.reference', { reference })} ${text('sent.minutes', { minutes: Math.max(1, Math.round((expiresAt - now) / 60)) })}`,
    ...(mailState === 'MAIL_STATE_DELAYED' ? [text('sent.delayed')] : []),
    text('sent.spam'),
  ];
}

function frame({ texts, asset }: PageContext, content: SafeHtml): string {
  return html`<!DOCTYPE html>
<html lang="${texts.locale}" dir="${texts.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${texts.text('ask.frame')}</title>
<link rel="stylesheet" href="${asset('portal.css')}"></head>
<body class="in-frame"><main aria-label="${texts.text('ask.frame')}">${content}</main></body>
</html>
`.text;
}
