// The attachment. It is the one piece of ours that people open outside of our
// reach, so it is plain: no script, nothing remote, nothing that could track,
// one form with two hidden fields. It is a function of its arguments alone.
// The bytes are ASCII and no line is longer than 900 characters, so that mail
// carries it as 7bit and the ciphertext pays for base64 only once.
import { PosternError } from '@postern/errors';
import type { Language } from '@postern/languages';
import { LINE_CHARACTERS } from './limits.ts';
import { PAGE_AFTER_BODY, PAGE_BETWEEN_VALUES, pageBeforeCapsule } from './message-html-page.ts';

export interface MessageHtmlFields {
  readonly language: Language;
  readonly senderName: string;
  /** The portal's origin, for example `https://mail.example.org`. */
  readonly portalUrl: string;
  readonly capsule: string;
  readonly body: Buffer;
}

/** The bytes of `message.html`. Throws `envelope.malformed` when the portal is not on the web. */
export function messageHtml({ language, senderName, portalUrl, capsule, body }: MessageHtmlFields): Buffer {
  const portal = readPortal(portalUrl);
  return Buffer.concat([
    crlf(pageBeforeCapsule({ language, senderName, portal })),
    wrapped(Buffer.from(capsule, 'latin1')),
    crlf(PAGE_BETWEEN_VALUES),
    wrapped(body),
    crlf(PAGE_AFTER_BODY),
  ]);
}

function readPortal(text: string): URL {
  const portal = URL.parse(text);
  if (portal === null || !['https:', 'http:'].includes(portal.protocol)) throw new PosternError('envelope.malformed');
  return portal;
}

function crlf(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}

/** A line break before, and after every 900 bytes; a reader takes all of them out again. */
function wrapped(bytes: Buffer): Buffer {
  const lines = Math.ceil(bytes.length / LINE_CHARACTERS);
  const out = Buffer.allocUnsafe(bytes.length + 2 * (lines + 1));
  let end = out.write('\r\n', 0, 'latin1');
  for (let line = 0; line < lines; line++) {
    end += bytes.copy(out, end, line * LINE_CHARACTERS, (line + 1) * LINE_CHARACTERS);
    end += out.write('\r\n', end, 'latin1');
  }
  return out.subarray(0, end);
}
