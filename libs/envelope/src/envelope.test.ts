import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { openBody, sealBody } from './body.ts';
import { checkDates, openCapsule } from './capsule.ts';
import { type CapsuleKeys, generateCapsuleKeys, readCapsuleKeys, readCapsulePublicKey } from './capsule-keys.ts';
import { bodyDigest } from './digest.ts';
import { extractSealed } from './extract-sealed.ts';
import { type SealedMail, type SealOptions, sealMail } from './seal-mail.ts';
import { generateSenderKey, readSenderKey, readSenderRegistry, type SenderRegistry } from './senders.ts';

const MAIL = Buffer.from(
  'From: Ada <Ada@Sender.example>\r\nTo: Bob <bob@example.org>\r\nBcc: eve@example.org,\r\n  mal@example.org\r\nSubject: Hi\r\n\r\nHello\r\n',
);
const NOW = 1_800_000_000;

let agree: CapsuleKeys['agree'];
let senders: SenderRegistry;
let options: SealOptions;

beforeAll(async () => {
  const { privateKeys, publicKey } = await generateCapsuleKeys();
  const { senderKey, registry } = await generateSenderKey({ id: 'clinic', displayName: 'Clínica “Sol” & <Co>' });
  agree = readCapsuleKeys(privateKeys).agree;
  senders = readSenderRegistry(registry);
  options = {
    mail: MAIL,
    sender: await readSenderKey(senderKey),
    portal: { url: 'https://portal.example', capsuleKey: await readCapsulePublicKey(publicKey) },
    issuedAt: NOW,
    expiresAt: NOW + 3600,
    rights: ['download'],
    random: randomBytes,
  };
});

async function sealOne(changes: Partial<SealOptions> = {}): Promise<SealedMail> {
  const [sealed] = await sealMail({ ...options, recipients: ['bob@example.org'], ...changes });
  if (sealed === undefined) throw new Error('nothing sealed');
  return sealed;
}

const open = (capsule: string) => openCapsule(capsule, { agree, senders });

describe('a sealed mail', () => {
  it('opens to the mail and to what the sender said', async () => {
    const { capsule, body } = await sealOne();
    const { claims, sender } = await open(capsule);
    expect(claims).toMatchObject({
      iss: 'clinic',
      from: 'ada@sender.example',
      rcpt: ['bob@example.org'],
      iat: NOW,
      exp: NOW + 3600,
      rights: ['download'],
    });
    expect(sender.displayName).toBe('Clínica “Sol” & <Co>');
    const mail = openBody(body, Buffer.from(claims.cek, 'base64url'), Buffer.from(claims.dig, 'base64url'));
    expect(mail.toString()).toBe(MAIL.toString().replace(/Bcc:[^S]+/, ''));
  });

  it('goes to To, Cc and Bcc unless told, one capsule each', async () => {
    const sealed = await sealMail(options);
    expect(sealed.map(({ recipients }) => recipients)).toEqual([['bob@example.org'], ['eve@example.org'], ['mal@example.org']]);
    expect(new Set(sealed.map(({ capsule }) => capsule)).size).toBe(3);
    expect(new Set(sealed.map(({ body }) => body)).size).toBe(1);
  });

  it('goes to whom it is told, whatever the mail itself says', async () => {
    const mail = Buffer.from(MAIL.toString().replace('Bob <bob@example.org>', 'Bob, Carol <>'));
    await expect(sealMail({ ...options, mail })).rejects.toMatchObject({ code: 'envelope.malformed' });
    expect((await sealOne({ mail })).recipients).toEqual(['bob@example.org']);
  });

  it('is made of a mail of any structure, for only its header is read', async () => {
    const deep = Array.from({ length: 60 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`);
    const mail = Buffer.from(`From: ada@sender.example\r\nTo: bob@example.org\r\n${deep.join('')}To: eve@example.org\r\n`);
    expect((await sealMail({ ...options, mail })).map(({ recipients }) => recipients)).toEqual([['bob@example.org']]);
    for (const text of ['', '\r\n\r\nFrom: ada@sender.example\r\n', 'X: y\r\n'.repeat(200_000)])
      await expect(sealOne({ mail: Buffer.from(text) })).rejects.toMatchObject({ code: 'envelope.malformed' });
  });

  it('can have one capsule for several recipients', async () => {
    const [sealed, ...others] = await sealMail({ ...options, recipients: ['a@example.org', 'B@example.org'], oneCapsule: true });
    expect(others).toEqual([]);
    expect((await open(sealed?.capsule ?? '')).claims.rcpt).toEqual(['a@example.org', 'b@example.org']);
  });

  it('is an ordinary mail that tells nothing of what is inside', async () => {
    const { eml } = await sealOne();
    const mail = await PostalMime.parse(eml);
    expect(mail).toMatchObject({
      subject: 'Protected message from Clínica “Sol” & <Co>',
      from: { address: 'ada@sender.example' },
    });
    expect(mail.to).toMatchObject([{ address: 'bob@example.org' }]);
    expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([['message.html', 'text/html']]);
    expect(eml.toString('latin1')).not.toMatch(/Subject: Hi|Hello|eve@/);
    expect(
      eml
        .toString('latin1')
        .split('\r\n')
        .every((line) => line.length <= 998 && !/[\r\n\u0080-\uffff]/.test(line)),
    ).toBe(true);
  });

  it('has an attachment without script or anything remote, and escaped names', async () => {
    const { attachment } = await sealOne();
    const html = attachment.toString('latin1');
    expect(html).not.toMatch(/<script|<img|<link|<iframe|src=|url\(|@import|<Co>/i);
    expect(html.match(/https?:\/\/[^"<\s]+/g)?.every((url) => url.startsWith('https://portal.example'))).toBe(true);
    expect(html).toContain('action="https://portal.example/open"');
  });

  it('is the same attachment for the same arguments', async () => {
    const seeded = (): SealOptions['random'] => {
      let counter = 0;
      return (bytes) => createHash('shake256', { outputLength: bytes }).update(String(counter++)).digest();
    };
    const [first, second] = [await sealOne({ random: seeded() }), await sealOne({ random: seeded() })];
    expect(first.body.equals(second.body)).toBe(true);
  });

  it('costs base64 once: 3 MB grow by less than 34.5 %', async () => {
    const mail = Buffer.concat([MAIL, randomBytes(3_000_000)]);
    const { eml } = await sealOne({ mail });
    expect(eml.length / mail.length).toBeLessThan(1.345);
  });

  it.each([
    ['', []],
    ['"a b"@example.org', ['"a b"@example.org']],
    ['not an address', ['nobody']],
  ])('is not made for %j', async (_name, recipients) => {
    await expect(sealMail({ ...options, recipients })).rejects.toMatchObject({ code: 'envelope.malformed' });
  });

  it.each([{ expiresAt: 2 ** 32 }, { issuedAt: -1 }, { notBefore: 0.5 }])('is not made with the dates %j', async (dates) => {
    await expect(sealOne(dates)).rejects.toMatchObject({ code: 'envelope.malformed' });
  });

  it('is not made of more than 26 MiB, or for more recipients than a capsule holds', async () => {
    const large = Buffer.concat([MAIL, Buffer.alloc(26 * 1024 * 1024)]);
    await expect(sealOne({ mail: large })).rejects.toMatchObject({ code: 'envelope.too_large' });
    const many = Array.from({ length: 100 }, (_, i) => `${'x'.repeat(60)}${i}@${'y'.repeat(50)}.example`.slice(-120));
    await expect(sealOne({ recipients: many.map((address) => address.slice(60)), oneCapsule: true })).resolves.toBeDefined();
    await expect(
      sealOne({
        recipients: many.map((a, i) => `${i}.${'z'.repeat(50)}@${'y'.repeat(60)}.${a.length}.example`),
        oneCapsule: true,
      }),
    ).rejects.toMatchObject({
      code: 'envelope.too_large',
    });
  });
});

describe('a saved file', () => {
  it.each([
    ['the attachment', ({ attachment }: SealedMail) => attachment],
    ['the whole mail', ({ eml }: SealedMail) => eml],
    [
      'the attachment with LF line ends',
      ({ attachment }: SealedMail) => Buffer.from(attachment.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
    ],
    [
      'the attachment as UTF-8 with a byte order mark',
      ({ attachment }: SealedMail) => Buffer.concat([Buffer.from('\ufeff'), attachment]),
    ],
    [
      'the attachment as UTF-16',
      ({ attachment }: SealedMail) => Buffer.from(`\ufeff${attachment.toString('latin1')}`, 'utf16le'),
    ],
    [
      'the attachment as UTF-16, big end first',
      ({ attachment }: SealedMail) => Buffer.from(`\ufeff${attachment.toString('latin1')}`, 'utf16le').swap16(),
    ],
    [
      'the attachment with its attributes in another order',
      ({ attachment }: SealedMail) =>
        Buffer.from(
          attachment.toString('latin1').replace(/type="hidden" name="(\w+)" value="([^"]*)"/g, "value='$2' name=$1 type=hidden"),
          'latin1',
        ),
    ],
    [
      'a mail that has the mail attached',
      ({ eml }: SealedMail) =>
        Buffer.concat([
          Buffer.from(
            'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n',
          ),
          eml,
          Buffer.from('\r\n--x--\r\n'),
        ]),
    ],
  ])('gives its fields when it is %s', async (_name, save) => {
    const sealed = await sealOne();
    const { capsule, body } = extractSealed(save(sealed));
    expect(capsule).toBe(sealed.capsule);
    expect(body.equals(sealed.body)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['another page', '<html><form><input name="q" value="1"></form></html>'],
    ['another mail', 'From: a@b.example\r\nSubject: x\r\n\r\nhello'],
    ['only half of it', '<input type="hidden" name="capsule" value="abc">'],
    ['binary', '\u0000\u0001\u0002'],
  ])('gives nothing when it is %s', (_name, text) => {
    expect(() => extractSealed(Buffer.from(text))).toThrow('gateway.no_message');
  });
});

describe('a capsule that is not what it should be', () => {
  it('is refused with one error when a key is the reason', async () => {
    const { capsule } = await sealOne();
    const foreign = await generateSenderKey({ id: 'clinic', displayName: 'Clinic' });
    const stranger = await generateSenderKey({ id: 'stranger', displayName: 'Stranger' });
    const otherPortal = await readCapsulePublicKey((await generateCapsuleKeys()).publicKey);
    const spoilt = (at: number) => {
      const parts = capsule.split('.');
      const bytes = Buffer.from(parts[at] ?? '', 'base64url');
      bytes[5] = (bytes[5] ?? 0) ^ 1;
      return parts.with(at, bytes.toString('base64url')).join('.');
    };
    const refused = [
      (await sealOne({ portal: { url: options.portal.url, capsuleKey: otherPortal } })).capsule,
      (await sealOne({ sender: await readSenderKey(foreign.senderKey) })).capsule,
      (await sealOne({ sender: await readSenderKey(stranger.senderKey) })).capsule,
      spoilt(1),
      spoilt(2),
      spoilt(3),
      spoilt(4),
    ];
    for (const each of refused) {
      const error: unknown = await open(each).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'keyrelease.refused', message: 'keyrelease.refused' });
    }
  });

  it('is malformed when anyone can see it', async () => {
    const { capsule } = await sealOne();
    for (const each of ['', 'x', capsule.slice(0, -1), `${capsule}.`, capsule.replace('.', '..')])
      await expect(open(each)).rejects.toMatchObject({ code: 'envelope.malformed' });
    await expect(open('A'.repeat(16_385))).rejects.toMatchObject({ code: 'envelope.too_large' });
  });

  it('of a newer version says so', async () => {
    const { capsule } = await sealOne();
    const [header = '', ...rest] = capsule.split('.');
    const newer = Buffer.from(Buffer.from(header, 'base64url').toString().replace('capsule.v1', 'capsule.v2')).toString(
      'base64url',
    );
    await expect(open([newer, ...rest].join('.'))).rejects.toMatchObject({ code: 'envelope.version' });
  });
});

describe('dates', () => {
  it.each([
    [NOW, undefined],
    [NOW - 60, undefined],
    [NOW - 61, 'keyrelease.not_yet_valid'],
    [NOW + 3599, undefined],
    [NOW + 3600, 'keyrelease.expired'],
  ])('at %i give %s', async (now, code) => {
    const { claims } = await open((await sealOne()).capsule);
    if (code === undefined) expect(() => checkDates(claims, now)).not.toThrow();
    else expect(() => checkDates(claims, now)).toThrow(code);
  });

  it('keep a message closed before its time', async () => {
    const { claims } = await open((await sealOne({ notBefore: NOW + 600 })).capsule);
    expect(() => checkDates(claims, NOW)).toThrow('keyrelease.not_yet_valid');
    expect(() => checkDates(claims, NOW + 600)).not.toThrow();
  });
});

describe('a body', () => {
  const key = randomBytes(32);

  it.each([0, 1, 15, 16, 17, 100_000])('of %i bytes comes back', (size) => {
    const mail = randomBytes(size);
    const body = sealBody(mail, key, randomBytes(12));
    expect(openBody(body, key, bodyDigest(body)).equals(mail)).toBe(true);
  });

  it('is refused with one error whatever is wrong with it', () => {
    const body = sealBody(Buffer.from('hello'), key, randomBytes(12));
    const altered = Buffer.from(body);
    altered[body.length - 30] = altered[body.length - 30] === 65 ? 66 : 65;
    const cases: readonly (readonly [Buffer, Buffer, Buffer])[] = [
      [body, randomBytes(32), bodyDigest(body)],
      [body, key, randomBytes(32)],
      [body, key, Buffer.alloc(0)],
      [altered, key, bodyDigest(body)],
      [altered, key, bodyDigest(altered)],
      [Buffer.from('x'), key, bodyDigest(Buffer.from('x'))],
    ];
    for (const [bytes, contentKey, digest] of cases)
      expect(() => openBody(bytes, contentKey, digest)).toThrow('rendering.refused');
  });
});

describe('a key file', () => {
  it.each([
    ['not JSON', '{', 'capsule keys: not JSON'],
    ['empty', '{"keys":[]}', 'capsule keys: wrong at keys (too_small)'],
    ['without a kid', '{"keys":[{"kty":"EC","crv":"P-256"}]}', 'capsule keys: wrong at keys.0.x'],
    ['of another curve', '{"keys":[{"kty":"EC","crv":"P-384","x":"a","y":"b","d":"c","kid":"k"}]}', 'keys.0.crv'],
  ])('that is %s is named in one sentence', (_name, json, message) => {
    expect(() => readCapsuleKeys(json)).toThrow(message);
  });

  it('never shows a private key in an error', async () => {
    const { privateKeys } = await generateCapsuleKeys();
    const secret: string = JSON.parse(privateKeys).keys[0].d;
    const other: string = JSON.parse((await generateCapsuleKeys()).privateKeys).keys[0].d;
    for (const json of [privateKeys.replace('"P-256"', `"${secret}"`), privateKeys.replace(secret, other)])
      expect(messageOf(() => readCapsuleKeys(json))).not.toMatch(new RegExp(`${secret}|${other}|^$`));
  });
});

describe('a private key', () => {
  const withKey = async (changes: (key: Record<string, string>, other: Record<string, string>) => object) => {
    const [key, other] = [await generateCapsuleKeys(), await generateCapsuleKeys()].map(
      ({ privateKeys }) => JSON.parse(privateKeys).keys[0],
    );
    return JSON.stringify({ keys: [{ ...key, ...changes(key, other) }] });
  };

  it.each<[string, Parameters<typeof withKey>[0], string]>([
    ['of another public key', (_key, other) => ({ d: other['d'] }), 'not a valid P-256 key'],
    ['off the curve', ({ x, y }) => ({ x: y, y: x }), 'not a valid P-256 key'],
    ['of zero', () => ({ d: 'A'.repeat(43) }), 'not a valid P-256 key'],
    ['for signing', () => ({ use: 'sig' }), 'not for use "enc"'],
    ['with a member that nobody knows', () => ({ key_ops: ['sign'] }), 'unrecognized_keys'],
  ])('%s is refused', async (_name, changes, message) => {
    const json = await withKey(changes);
    expect(() => readCapsuleKeys(json)).toThrow(message);
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    return String(thrown);
  }
  return '';
}
