// What mutation starts from: our test vectors, attachments and mails that hold
// them, and the files of a directory.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, messageHtml } from '../../src/index.ts';
import type { NegativeVector, PositiveVector } from '../../vectors/generate/vector.ts';
import type { Examples } from './targets.ts';

const MAX_SEED_BYTES = 64 * 1024;

function readVectors<Vector>(name: string): readonly Vector[] {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8'));
}

/** A valid one of each kind. The signature of the claims is only of the right length. */
export function examples(): Examples {
  const encode = (value: object | Buffer) =>
    Buffer.from(value instanceof Buffer ? value : JSON.stringify(value)).toString('base64url');
  const header = { alg: 'ES256', typ: 'postern-claims.v1', kid: 'k1' };
  for (const { capsule, body, claims } of readVectors<PositiveVector>('positive.json'))
    if ('text' in body) return { capsule, body: body.text, claims: [header, claims, Buffer.alloc(64, 1)].map(encode).join('.') };
  throw new Error('no vector with a body');
}

/** In groups of which each is as likely as the others. */
export function seeds({ capsule, body, claims }: Examples): readonly (readonly Buffer[])[] {
  const capsules = [...readVectors<PositiveVector>('positive.json'), ...readVectors<NegativeVector>('negative.json')];
  const pages = LANGUAGES.map((language) =>
    messageHtml({ language, senderName: 'Clinic', portalUrl: 'https://mail.example.org', capsule, body: Buffer.from(body) }),
  );
  const bytes = (text: string) => Buffer.from(text);
  const groups = [[capsule].map(bytes), [body].map(bytes), [claims].map(bytes), pages, pages.slice(0, 3).flatMap(mailsWith)];
  return [...groups, capsules.map((vector) => bytes(vector.capsule)).filter(isSmall)];
}

/** The attachment in mails of several kinds. */
function mailsWith(page: Buffer): readonly Buffer[] {
  const type = 'Content-Type: text/html; name="message.html"\r\n';
  const lines = page.toString('base64').replace(/.{76}/g, '$&\r\n');
  const plain = `${type}Content-Transfer-Encoding: 7bit\r\n\r\n${page.toString('latin1')}`;
  const mixed = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\n${plain}\r\n--b--\r\n`;
  return [
    plain,
    `${type}Content-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`,
    `${type}Content-Transfer-Encoding: quoted-printable\r\n\r\n${page.toString('latin1').replaceAll('=', '=3D')}`,
    `From: ada@sender.example\r\nSubject: =?utf-8?q?a=20b?=\r\n${mixed}`,
    `Content-Type: message/rfc822\r\n\r\n${mixed}`,
  ].map((text) => Buffer.from(text, 'latin1'));
}

/** Every small file under a directory, and of JSON files every text in them that has a dot. */
export function corpus(directory: string): readonly Buffer[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
  return files
    .sort()
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => (path.endsWith('.json') ? dottedTexts(readFileSync(path, 'utf8')) : [readFileSync(path)]))
    .filter(isSmall);
}

function dottedTexts(json: string): readonly Buffer[] {
  return (json.match(/"[\w-]*\.[\w.-]*"/g) ?? []).map((text) => Buffer.from(text.slice(1, -1)));
}

function isSmall({ length }: Buffer): boolean {
  return length <= MAX_SEED_BYTES;
}
