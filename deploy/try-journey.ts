// node deploy/try-journey.ts <portal> <directory of the sender's keys> -- <command that prints the mailbox>
//
// One mail's whole way through a system that runs somewhere: seals a mail,
// opens it, asks for a passcode, finds the code in the mailbox, and reads the
// message. Without a browser, by the forms that work without script.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCapsulePublicKey, readSenderKey, sealMail } from '../libs/envelope/src/index.ts';

const HOUR = 3_600;
const MAIL_LIMIT_MS = 30_000;
const [portal = '', keys = '', , command = '', ...args] = process.argv.slice(2);
const reader = `reader-${randomBytes(4).toString('hex')}@example.org`;
const canary = `canary-${randomBytes(8).toString('hex')}`;

async function seal(): Promise<{ readonly capsule: string; readonly body: string }> {
  const now = Math.floor(Date.now() / 1000);
  const [sealed] = await sealMail({
    mail: Buffer.from(`From: ada@clinic.example\r\nTo: ${reader}\r\nSubject: A try\r\n\r\n${canary}\r\n`),
    recipients: [reader],
    sender: await readSenderKey(readFileSync(join(keys, 'sender-key.json'), 'utf8')),
    portal: { url: portal, capsuleKey: await readCapsulePublicKey(readFileSync(join(keys, 'capsule-public-key.json'), 'utf8')) },
    issuedAt: now,
    expiresAt: now + HOUR,
    rights: [],
    random: randomBytes,
  });
  if (sealed === undefined) throw new Error('nothing was sealed');
  return { capsule: sealed.capsule, body: sealed.body.toString('latin1') };
}

async function post(path: string, fields: Readonly<Record<string, string>>, cookie = '') {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { 'sec-fetch-site': 'same-origin', origin: portal, cookie };
  const response = await fetch(new URL(path, portal), { method: 'POST', body, headers });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { status: response.status, text: await response.text(), cookie: cookies.join('; ') };
}

/** The mailbox is asked again until the mail is there: it has its own queue to come through. */
function codeFromMailbox(): string {
  const until = Date.now() + MAIL_LIMIT_MS;
  while (Date.now() < until) {
    const mails = execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
    const own = mails.slice(Math.max(0, mails.lastIndexOf(reader)));
    const [, first, second] = /\b(\d{4})[ \u00a0-]?(\d{4})\b/.exec(own) ?? [];
    if (first !== undefined && second !== undefined) return first + second;
  }
  throw new Error('no code arrived');
}

function step(what: string, holds: boolean): void {
  process.stdout.write(`${holds ? 'ok  ' : 'FAIL'} ${what}\n`);
  if (!holds) process.exit(1);
}

const sealed = await seal();
const opened = await post('/open', sealed);
step(`opened (${opened.status}): key-release verified the sender`, opened.status === 200);
const form = await fetch(new URL('/passcode', portal), {
  method: 'POST',
  body: new URLSearchParams({ capsule: sealed.capsule, address: reader }),
  headers: { 'sec-fetch-site': 'same-origin', origin: portal },
});
step(`asked for a code (${form.status}): identity, otp and its store answered`, form.status === 200);
const challenge = form.headers
  .getSetCookie()
  .map((line) => line.split(';')[0])
  .join('; ');
const code = codeFromMailbox();
step('the code arrived', true);
const read = await post('/read', { code, ...sealed }, challenge);
step(`read (${read.status}): rendering showed the message`, read.status === 200 && read.text.includes(canary));
