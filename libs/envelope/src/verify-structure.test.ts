import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateCapsuleKeys, readCapsulePublicKey } from './capsule-keys.ts';
import { LANGUAGES } from './languages.ts';
import { messageHtml } from './message-html.ts';
import { type SealedMail, sealMail } from './seal-mail.ts';
import { generateSenderKey, readSenderKey } from './senders.ts';
import { templateHashes } from './template-hashes.ts';
import { verifyStructure } from './verify-structure.ts';

let sealed: SealedMail;
let page: string;

beforeAll(async () => {
  const { senderKey } = await generateSenderKey({ id: 'clinic', displayName: 'Clínica “Sol” & <Co>' });
  const [made] = await sealMail({
    mail: Buffer.from('From: ada@sender.example\r\nTo: bob@example.org\r\n\r\nhello'),
    sender: await readSenderKey(senderKey),
    portal: { url: 'https://portal.example', capsuleKey: await readCapsulePublicKey((await generateCapsuleKeys()).publicKey) },
    issuedAt: 1_800_000_000,
    expiresAt: 1_800_003_600,
    rights: [],
    random: randomBytes,
  });
  if (made === undefined) throw new Error('nothing sealed');
  sealed = made;
  page = sealed.attachment.toString('latin1');
});

const verified = (text: string, encoding: BufferEncoding = 'latin1') => verifyStructure(Buffer.from(text, encoding));
const verifiedPage = (change: (html: string) => string) => verified(change(page)).template !== undefined;

describe('what anyone can verify', () => {
  it('is that the attachment is the template, and what it claims', () => {
    for (const file of [sealed.attachment, sealed.eml])
      expect(verifyStructure(file)).toMatchObject({
        template: {
          version: 1,
          language: 'en',
          hash: templateHashes().get('en'),
          portal: 'https://portal.example',
          senderName: 'Clínica “Sol” & <Co>',
        },
        otherParts: 0,
      });
  });

  it('is in which language the template speaks, whoever sent it', () => {
    const senderName = fc.constantFrom(
      'A',
      'Cl\u00ednica \u201cSol\u201d & <Co>',
      '\u05d1\u05e0\u05e7 \u05d0',
      '{sender}',
      '\u{1f600}'.repeat(40),
    );
    const portal = fc.domain().map((domain) => `https://${domain}`);
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), senderName, portal, (language, name, portalUrl) => {
        const { capsule, body } = sealed;
        const { template } = verifyStructure(messageHtml({ language, senderName: name, portalUrl, capsule, body }));
        const hash = templateHashes().get(language);
        expect(template).toEqual({ version: 1, language, hash, portal: portalUrl, senderName: name });
      }),
    );
  });

  it('is in time that grows with the file alone, whatever is in it', () => {
    const { capsule, body } = sealed;
    const fields = `<input name=capsule value=${capsule}><input name=body value=${body.toString()}>`;
    const start = '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n';
    const hostile = ['<h1>', '<h1><bdi\n>', '<h1>a<bdi\n', '<form id="open" ', '&#1;', '\r\n', ' ', '\r', '<'];
    const seconds = hostile.map((piece) => {
      const page = Buffer.from(start + fields + piece.repeat(8_000_000 / piece.length));
      const began = performance.now();
      expect(verifyStructure(page).template).toBeUndefined();
      return (performance.now() - began) / 1000;
    });
    expect(Math.max(...seconds)).toBeLessThan(5);
  });

  it.each([
    ['with other line ends', (html: string) => html.replaceAll('\r\n', '\n')],
    ['with a byte order mark', (html: string) => `\u00ef\u00bb\u00bf${html}`],
    ['with a line more at its end', (html: string) => `${html}\r\n`],
  ])('is that it still is the template %s', (_name, change) => {
    expect(verifiedPage(change)).toBe(true);
  });

  it('is that it still is the template in UTF-16, and attached to another mail', () => {
    expect(verified(`\ufeff${page}`, 'utf16le').template?.language).toBe('en');
    const forwarded = `Content-Type: multipart/mixed; boundary=f\r\n\r\n--f\r\nContent-Type: message/rfc822\r\n\r\n${sealed.eml.toString('latin1')}\r\n--f--\r\n`;
    expect(verified(forwarded)).toMatchObject({ template: { language: 'en' }, otherParts: 0 });
  });

  it.each([
    ['a script', (html: string) => html.replace('<h1>', '<script>x()</script><h1>')],
    ['a picture', (html: string) => html.replace('</main>', '<img src="https://spy.example/1.gif"></main>')],
    ['another word', (html: string) => html.replace('never asks', 'always asks')],
    [
      'a form that posts elsewhere than it says',
      (html: string) => html.replace('action="https://portal', 'action="https://other'),
    ],
    ['a form that runs', (html: string) => html.replace('https://portal.example/open', 'javascript:alert(1)')],
    ['a form that posts to no host', (html: string) => html.replace('https://portal.example/open', 'data:text/html,x')],
    ['a name that is no text', (html: string) => html.replace('>Cl&#237;nica', '>Cl&#55296;nica')],
    ['a field more', (html: string) => html.replace('</form>', '<input name="x"></form>')],
    ['lines of another length', (html: string) => html.replace(/(name="capsule" value="\r\n.)/, '$1\r\n')],
  ])('is that it is not the template with %s', (_name, change) => {
    expect(change(page)).not.toBe(page);
    expect(verifiedPage(change)).toBe(false);
  });

  it('is how many parts there are that nobody looked at', () => {
    const eml = sealed.eml.toString('latin1');
    const boundary = /boundary="([^"]+)"/.exec(eml)?.[1] ?? '';
    const more = `--${boundary}\r\nContent-Type: text/html; name=more.html\r\n\r\n<script>x()</script>\r\n--${boundary}--`;
    expect(verified(eml.replace(`--${boundary}--`, more))).toMatchObject({ template: { language: 'en' }, otherParts: 1 });
  });

  it('is that the fields are well-formed', () => {
    expect(() => verified(page.replace(/(name="body" value="\r\n.{20})./, '$1!'))).toThrow('envelope.malformed');
    expect(() => verified('<p>hello')).toThrow('gateway.no_message');
  });
});
