// The privacy statement says what the code does: compared here with the code.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { USAGE_FIELDS } from '@postern/usage';
import type { Catalogue } from '../src/messages/catalogue.ts';
import { en } from '../src/messages/en.ts';
import { zhHant } from '../src/messages/languages/zh-hant.ts';
import { COOKIE_NAMES, EVIDENCE, LAST_UPDATED } from '../src/pages/privacy/statement.ts';
import { type GatewayUnderTest, startGateway } from './gateway-under-test.ts';

const ROOT = new URL('../../../', import.meta.url);
const SOURCE = new URL('../src/', import.meta.url);
const OPERATOR = {
  name: 'Example <Trust>',
  email: 'privacy@example.org',
  address: '1 Example Road, Exampleton',
  privacyUrl: new URL('https://example.org/privacy'),
};

let gateway: GatewayUnderTest;
let stated: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
  stated = await startGateway({ operator: OPERATOR, docsUrl: new URL('https://git.example.org/postern/blob/v1/') });
});
afterAll(async () => {
  await gateway.stop();
  await stated.stop();
});

async function statement(language: string, portal = gateway): Promise<string> {
  const answer = await portal.send({ url: '/privacy', headers: { 'accept-language': language } });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

describe.each<['en' | 'zh-Hant', Catalogue]>([
  ['en', en],
  ['zh-Hant', zhHant],
])('the privacy statement in %s', (language, catalogue) => {
  it('names every cookie that the server can set', async () => {
    const sources = globSync('**/*.ts', { cwd: SOURCE, exclude: ['**/*.test.ts', 'pages/privacy/**'] });
    const texts = sources.map((path) => readFileSync(new URL(path, SOURCE), 'utf8'));
    const set = new Set(texts.flatMap((text) => text.match(/__Host-postern-[a-z]+/g) ?? []));
    expect([...set].sort()).toEqual([...COOKIE_NAMES].sort());
    const setters = sources.filter((_path, index) => /\.setCookie\(|set-cookie/i.test(texts[index] ?? ''));
    expect(setters).toEqual(['http/cookies.ts']);
    const page = await statement(language);
    for (const name of set) expect(page).toContain(`<code>${name}</code>`);
  });

  it('names every field of a usage event with all that it can say', async () => {
    const page = await statement(language);
    for (const [field, values] of Object.entries(USAGE_FIELDS)) {
      expect(page).toContain(`<code>${field}</code>`);
      expect(page).toContain(values.join(', '));
    }
    expect(page).toContain('1–65535');
  });

  it('names the fields that the contract has, and no others', async () => {
    const [, counted = ''] = (await statement(language)).split('id="counted-title"');
    const [listed = ''] = counted.split('</dl>');
    const named = [...listed.matchAll(/<dt><code>(\w+)<\/code><\/dt>/g)].map(([, name]) => name);
    const contract = readFileSync(new URL('proto/postern/usage/v1/usage_event.proto', ROOT), 'utf8');
    const [, message = ''] = contract.split('message UsageEvent {');
    const fields = [...message.matchAll(/^ {2}\w+ (\w+) = \d+;$/gm)].map(([, name = '']) =>
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(fields).toHaveLength(11);
    expect(named.sort()).toEqual(fields.sort());
  });

  it('says plainly that an operator has not stated who it is', async () => {
    const page = await statement(language);
    expect(page).toContain(language === 'en' ? 'has not stated here who they are' : '沒有在此說明自己是誰');
    expect(page).not.toContain('mailto:');
  });

  it('names the operator, and links every file', async () => {
    const page = await statement(language, stated);
    expect(page).toContain('Example &lt;Trust&gt;');
    expect(page).toContain('<a href="mailto:privacy@example.org">');
    expect(page).toContain('1 Example Road, Exampleton');
    expect(page).toContain('<a href="https://example.org/privacy"');
    for (const path of Object.values(EVIDENCE).flat())
      expect(page).toContain(`<a href="https://git.example.org/postern/blob/v1/${path}"`);
  });

  it('calls the box for a private computer what the sign-in page calls it', async () => {
    expect(await statement(language)).toContain(catalogue['code.private']);
  });

  it('has its date on top', async () => {
    const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(LAST_UPDATED));
    const [top = ''] = (await statement(language)).split('<nav');
    expect(top).toContain(date);
  });
});

describe('the privacy statement', () => {
  it.each([...new Set(Object.values(EVIDENCE).flat())])('names %s, which exists', async (path) => {
    expect(existsSync(new URL(path, ROOT))).toBe(true);
    expect(await statement('en')).toContain(`<code>${path}</code>`);
  });

  it('follows in English where it is not translated, and says so', async () => {
    const page = await statement('de');
    expect(page).toContain('<html lang="de"');
    expect(page).toContain('<div class="sections" lang="en" dir="ltr">');
    expect(await statement('en')).not.toContain('<div class="sections" lang');
  });

  it('tells of both kinds of lines that are logged because of a message', () => {
    const sources = globSync('{services,libs}/*/src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] });
    const audited = sources.flatMap((path) => readFileSync(new URL(path, ROOT), 'utf8').match(/(?<=\.audit\(')[a-z._]+/g) ?? []);
    expect(audited.sort()).toEqual(['key.released', 'message.revoked']);
  });

  it('is linked from every page, this one included', async () => {
    for (const url of ['/', '/privacy', '/nowhere'])
      expect((await gateway.send({ url, headers: { accept: 'text/html' } })).body).toContain('<a href="/privacy">');
  });

  it('has the date of its newest text: change LAST_UPDATED and this line together', () => {
    const texts = ['en.ts', 'zh-hant.ts'].map((name) => readFileSync(new URL(`pages/privacy/${name}`, SOURCE), 'utf8'));
    const fingerprint = createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 12);
    expect([LAST_UPDATED, fingerprint]).toEqual(['2026-11-24', 'a166ce9dd80d']);
  });
});
