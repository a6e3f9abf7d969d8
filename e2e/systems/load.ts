// Readers as a load: some look at the portal's front page, some open a
// message, some read one with the session that they have. Every answer is
// looked at, since a page that says "this does not work just now" is an answer too.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCapsulePublicKey, readSenderKey, sealMail } from '@postern/envelope';
import type { System } from './system.ts';

const READER = 'load.reader@example.org';
const SUBJECT = 'Small and often read';
const MAIL = Buffer.from(`From: ada@sender.example\r\nSubject: ${SUBJECT}\r\n\r\nWords.\r\n`);

export interface LoadReport {
  readonly requests: number;
  readonly failures: readonly string[];
}

export interface Load {
  /** Resolves when so many requests have been answered, well or not. */
  reaches(requests: number): Promise<void>;
  /** Ends it, when what is under way has been answered. */
  stop(): Promise<LoadReport>;
}

interface Prepared {
  readonly capsule: string;
  readonly body: string;
  readonly cookie: string;
}

/** Seals a message, and signs in once with a passcode. */
export async function prepareLoad(system: System): Promise<Prepared> {
  const key = (name: string) => readFileSync(join(system.keys, name), 'utf8');
  const issuedAt = Math.floor(Date.now() / 1000);
  const [mail] = await sealMail({
    mail: MAIL,
    recipients: [READER],
    oneCapsule: true,
    sender: await readSenderKey(key('sender-key.json')),
    portal: { url: system.portal, capsuleKey: await readCapsulePublicKey(key('capsule-public-key.json')) },
    issuedAt,
    expiresAt: issuedAt + 3600,
    rights: ['download'],
    random: randomBytes,
  });
  if (mail === undefined) throw new Error('nothing sealed');
  const sealed = { capsule: mail.capsule, body: mail.body.toString('latin1') };
  const before = await system.mailsTo(READER);
  const asked = await post(system, '/passcode', new URLSearchParams({ capsule: sealed.capsule, address: READER }), '');
  const code = await system.passcodeFor(READER, before);
  const read = await post(system, '/read', form({ ...sealed, code }), cookiesOf(asked));
  if (!(await read.text()).includes(SUBJECT)) throw new Error(`the message was not shown: ${read.status}`);
  return { ...sealed, cookie: cookiesOf(read) };
}

/** `connection`: whether each reader keeps the connection for the next request. */
export function startLoad(
  system: System,
  { capsule, body, cookie }: Prepared,
  readers: number,
  connection: 'keep' | 'new',
): Load {
  const headers: Readonly<Record<string, string>> = connection === 'new' ? { connection: 'close' } : {};
  const kinds: readonly (readonly [string, string, () => Promise<Response>])[] = [
    ['front page', 'Open', () => fetch(system.portal, { headers })],
    ['open', 'Clinic Example', () => post(system, '/open', form({ capsule, body }), '', headers)],
    ['read', SUBJECT, () => post(system, '/read', form({ capsule, body, signed_in: '1' }), cookie, headers)],
    ['open', 'Clinic Example', () => post(system, '/open', form({ capsule, body }), '', headers)],
    ['front page', 'Open', () => fetch(system.portal, { headers })],
  ];
  const failures: string[] = [];
  let requests = 0;
  let isOver = false;
  let onRequest = () => {};

  async function once(index: number): Promise<void> {
    const [kind, mark, ask] = kinds[index % kinds.length] ?? [];
    if (kind === undefined || mark === undefined || ask === undefined) return;
    let isBegun = false;
    try {
      const answer = await ask();
      isBegun = true;
      const text = await answer.text();
      if (answer.status !== 200 || !text.includes(mark)) failures.push(`${kind}: ${answer.status} ${heading(text)}`);
    } catch (thrown) {
      failures.push(`${kind}: ${isBegun ? 'cut off' : 'not answered'}: ${causeOf(thrown)}`);
    }
    requests += 1;
    onRequest();
  }

  const reading = Array.from({ length: readers }, async (_unused, reader) => {
    for (let i = reader; !isOver; i++) await once(i);
  });
  return {
    reaches: (goal) =>
      new Promise((resolve) => {
        onRequest = () => {
          if (requests >= goal) resolve();
        };
        onRequest();
      }),
    stop: async () => {
      isOver = true;
      await Promise.all(reading);
      return { requests, failures };
    },
  };
}

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

function post(
  system: System,
  path: string,
  body: FormData | URLSearchParams,
  cookie: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const sameOrigin = { 'sec-fetch-site': 'same-origin', origin: system.portal, cookie };
  return fetch(new URL(path, system.portal), { method: 'POST', body, headers: { ...headers, ...sameOrigin } });
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

function heading(page: string): string {
  return /<h1[^>]*>([^<]*)/.exec(page)?.[1] ?? page.slice(0, 100);
}

/** Not by `instanceof`: what fetch throws in a test is an error of another realm. */
function causeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return 'unknown';
  if ('cause' in thrown && thrown.cause !== undefined) return causeOf(thrown.cause);
  const code = 'code' in thrown ? String(thrown.code) : '';
  return `${code} ${'message' in thrown ? String(thrown.message) : ''}`.trim();
}
