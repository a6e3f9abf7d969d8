// The attachment. It is the one piece of ours that people open outside of our
// reach, so it is plain: no script, nothing remote, nothing that could track,
// one form with two hidden fields. It is a function of its arguments alone.
// The bytes are ASCII and no line is longer than 900 characters, so that mail
// carries it as 7bit and the ciphertext pays for base64 only once.
import { LINE_CHARACTERS } from './limits.ts';

export interface MessageHtmlFields {
  readonly senderName: string;
  /** The portal's origin, for example `https://mail.example.org`. */
  readonly portalUrl: string;
  readonly capsule: string;
  readonly body: Buffer;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #16211c; --soft: #4f5e57; --paper: #f3f6f4; --card: #fff; --line: #d5ded9; --accent: #0b6450; --on: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9efec; --soft: #a9b7b0; --paper: #0e1412; --card: #171f1c; --line: #2c3833; --accent: #62d2b2; --on: #04241b; }
}
body { margin: 0; padding: 1rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 34rem; margin: 2rem auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .9rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
button { font: inherit; font-weight: 600; padding: .75rem 1.5rem; border: 0; border-radius: .6rem; color: var(--on); background: var(--accent); cursor: pointer; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.host { font-weight: 600; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .95rem; }
`;

/** The bytes of `message.html`. */
export function messageHtml({ senderName, portalUrl, capsule, body }: MessageHtmlFields): Buffer {
  const portal = new URL(portalUrl);
  const [sender, host] = [escapeToAscii(senderName), escapeToAscii(portal.host)];
  const head = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Protected message</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${sender} has sent you a protected message</h1>
<form method="post" enctype="multipart/form-data" action="${escapeToAscii(new URL('/open', portal).href)}">
<p>Press the button to open it at <span class="host">${host}</span>.</p>
<p><button type="submit">Open the message</button></p>
<input type="hidden" name="capsule" value="${wrapped(capsule)}">
<input type="hidden" name="body" value="`;
  const tail = `">
</form>
<p>No button, or nothing happens? Save this file, type
<span class="host">${escapeToAscii(portal.origin)}</span>
into your browser, and give the file to that page.</p>
<p class="soft">You are never asked for a password or a payment. If this message surprises you, ask ${sender}
on a number that you already know before you open it.</p>
</main>
</body>
</html>
`;
  return Buffer.concat([crlf(head), wrappedBytes(body), crlf(tail)]);
}

function crlf(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}

function wrapped(text: string): string {
  return wrappedBytes(Buffer.from(text, 'latin1')).toString('latin1').replaceAll('\r\n', '\n');
}

/** A line break after every 900 bytes; a reader takes all of them out again. */
function wrappedBytes(bytes: Buffer): Buffer {
  const lines = Math.ceil(bytes.length / LINE_CHARACTERS);
  const out = Buffer.allocUnsafe(bytes.length + 2 * (lines + 1));
  let end = out.write('\r\n', 0, 'latin1');
  for (let line = 0; line < lines; line++) {
    end += bytes.copy(out, end, line * LINE_CHARACTERS, (line + 1) * LINE_CHARACTERS);
    end += out.write('\r\n', end, 'latin1');
  }
  return out.subarray(0, end);
}

/** Text for an element or a quoted attribute, in ASCII whatever it holds. */
function escapeToAscii(text: string): string {
  return text.replace(/[^ !#-%(-;=?-~]/gu, (character) => `&#${character.codePointAt(0)};`);
}
