// The command line; as a process of its own where that is what matters.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Outcome, postern } from './run-in-process.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../standalone/sample/results.eml', import.meta.url));

let directory: string;
let keys: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-cli-'));
  keys = join(directory, 'keys');
  await postern('keys', 'init', '--dir', keys);
});
afterAll(() => rmSync(directory, { recursive: true }));

const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
const COMMAND = ['--disable-warning=ExperimentalWarning', MAIN];

/** As a process of its own, with something on its standard input. */
function posternReading(input: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...COMMAND, ...args], {
    env,
    input: Buffer.from(input, 'latin1'),
    encoding: 'latin1',
    maxBuffer: 64 << 20,
  });
  return { code: status ?? -1, out: stdout, err: stderr };
}

const portalKeys = () => ['--senders', join(keys, 'senders.json'), '--capsule-keys', join(keys, 'capsule-keys.json')];

function write(name: string, contents: string): string {
  const path = join(directory, name);
  writeFileSync(path, contents, 'latin1');
  return path;
}

describe('postern keys init', () => {
  it('makes private files for their owner alone, and public ones', async () => {
    const mode = (name: string) => statSync(join(keys, name)).mode & 0o777;
    expect([mode('capsule-keys.json'), mode('sender-key.json')]).toEqual([0o600, 0o600]);
    expect(
      readFileSync(join(keys, 'senders.json'), 'utf8') + readFileSync(join(keys, 'capsule-public-key.json'), 'utf8'),
    ).not.toContain('"d"');
  });

  it('never overwrites', async () => {
    const before = readFileSync(join(keys, 'capsule-keys.json'), 'utf8');
    expect(await postern('keys', 'init', '--dir', keys)).toMatchObject({ code: 73, out: '' });
    expect(readFileSync(join(keys, 'capsule-keys.json'), 'utf8')).toBe(before);
  });

  it.each([
    ['--sender-id', 'Not An Id'],
    ['--sender-name', ''],
    ['--sender-name', 'Bank\u202etxt'],
  ])('refuses %s %j, and makes nothing', async (option, value) => {
    const dir = join(directory, 'refused');
    expect(await postern('keys', 'init', '--dir', dir, option, value)).toMatchObject({
      code: 64,
      err: expect.stringContaining(option),
    });
    expect(existsSync(dir)).toBe(false);
  });
});

describe('postern seal and verify', () => {
  it('seal what verifies, without and with the portal’s keys', async () => {
    const { code, out } = await postern('seal', SAMPLE, '--keys', keys);
    expect(code).toBe(0);
    const sealed = write('sealed.eml', out);
    expect(await postern('verify', sealed)).toMatchObject({
      code: 0,
      out: expect.stringContaining('the published template'),
    });
    const { out: whole } = await postern('verify', sealed, ...portalKeys());
    expect(whole).toContain('digest and decryption verified');
    expect(whole).not.toMatch(/results are in|you@example/);
  });

  it('speak the language that is asked for, and say which template it is', async () => {
    const { code, out } = await postern('seal', SAMPLE, '--keys', keys, '--language', 'ZH-hant');
    expect(code).toBe(0);
    expect(await postern('verify', write('chinese.eml', out))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\ntemplate {4}version 1 in Traditional Chinese \(zh-Hant\), SHA-256 [0-9a-f]{64}\n/),
    });
    expect(await postern('seal', SAMPLE, '--keys', keys, '--language', 'xx')).toMatchObject({
      code: 64,
      out: '',
      err: expect.stringMatching(/--language takes one of ar, de, en, .*, zh-Hant/),
    });
  });

  it('say what is wrong with a sealed mail that was changed', async () => {
    const sealed = (await postern('seal', SAMPLE, '--keys', keys)).out;
    const withScript = write('script.eml', sealed.replace('<h1>', '<script>x()</script><h1>'));
    expect(await postern('verify', withScript)).toMatchObject({
      code: 1,
      out: expect.stringContaining('NOT the published template'),
    });
    const cut = write('cut.eml', sealed.replace(/(name="capsule" value="\r\n.{200}).{300}/s, '$1'));
    expect(await postern('verify', cut)).toMatchObject({ code: 1, err: expect.stringContaining('envelope.malformed') });
    const other = join(directory, 'other');
    await postern('keys', 'init', '--dir', other);
    const forUs = write('ok.eml', sealed);
    expect(
      await postern(
        'verify',
        forUs,
        '--senders',
        join(other, 'senders.json'),
        '--capsule-keys',
        join(other, 'capsule-keys.json'),
      ),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('keyrelease.refused'),
    });
  });

  it('make one file for each recipient, whose names say nothing', async () => {
    const out = join(directory, 'out');
    expect((await postern('seal', SAMPLE, '--keys', keys, '--to', 'a@example.org,b@example.org')).code).toBe(64);
    expect((await postern('seal', SAMPLE, '--keys', keys, '--to', 'a@example.org,b@example.org', '--out-dir', out)).code).toBe(0);
    expect((await postern('verify', join(out, '2.eml'))).code).toBe(0);
    expect((await postern('seal', SAMPLE, '--keys', keys, '--to', 'a@example.org', '--out-dir', out)).code).toBe(73);
  });

  it('work in a pipe', async () => {
    const sealed = posternReading(
      readFileSync(SAMPLE, 'latin1'),
      'seal',
      '-',
      '--keys',
      keys,
      '--portal',
      'https://mail.example.org/x',
    );
    expect(sealed).toMatchObject({ code: 0, err: expect.stringMatching(/^message id [A-Za-z0-9_-]{22}\n$/) });
    expect(posternReading(sealed.out, 'verify', '-')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /posts to {4}https:\/\/mail\.example\.org\n.*not checked: sender, recipients, dates and content/s,
      ),
    });
  });

  it('make one sealed mail for all with --one-capsule, and count the recipients, but do not name them', async () => {
    const sealed = write(
      'all.eml',
      (await postern('seal', SAMPLE, '--keys', keys, '--to', 'a@b.example,c@d.example', '--one-capsule')).out,
    );
    const whole = await postern('verify', sealed, ...portalKeys());
    expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('recipients  2\n') });
    expect(whole.out).not.toContain('@');
  });

  it('say what was right before what is wrong', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const { out } = await postern('seal', SAMPLE, '--keys', keys, '--not-before', tomorrow, '--expires', '2d');
    expect(await postern('verify', write('early.eml', out), ...portalKeys())).toMatchObject({
      code: 1,
      out: expect.stringContaining('signature   by "Clinic Example" (clinic)'),
      err: 'postern: it cannot be read yet (keyrelease.not_yet_valid)\n',
    });
  });

  it('say so when there is more in the mail', async () => {
    const { out } = await postern('seal', SAMPLE, '--keys', keys);
    const boundary = /boundary="([^"]+)"/.exec(out)?.[1] ?? '';
    const more = `--${boundary}\r\nContent-Type: text/html\r\n\r\n<p>\r\n--${boundary}--`;
    expect(await postern('verify', write('more.eml', out.replace(`--${boundary}--`, more)))).toMatchObject({
      code: 0,
      out: expect.stringContaining('beside it   1 more in this mail, which was NOT looked at'),
    });
  });

  it('say so when the body is another one', async () => {
    const seal = async () => (await postern('seal', SAMPLE, '--keys', keys)).out;
    const [one, other] = [await seal(), await seal()];
    const bodyOf = (eml = '') => /name="body" value="([^"]*)"/.exec(eml)?.[1] ?? '';
    const mixed = write('mixed.eml', (one ?? '').replace(bodyOf(one), bodyOf(other)));
    expect(await postern('verify', mixed)).toMatchObject({ code: 0 });
    expect(await postern('verify', mixed, ...portalKeys())).toMatchObject({
      code: 1,
      err: expect.stringContaining('rendering.refused'),
    });
  });

  it('read no more than 64 MiB, whatever it is', async () => {
    expect(await postern('verify', '/dev/zero')).toMatchObject({ code: 66, err: 'postern: /dev/zero is larger than 64 MiB\n' });
    expect(await postern('verify', directory)).toMatchObject({ code: 66, err: expect.stringContaining('EISDIR') });
  });

  it('name what is wrong with a key file, and show nothing of it', async () => {
    const sealed = write('fine.eml', (await postern('seal', SAMPLE, '--keys', keys)).out);
    const secret = readFileSync(join(keys, 'capsule-keys.json'), 'utf8');
    const broken = write('broken.json', secret.replace('"P-256"', '"P-999"'));
    const { code, err } = await postern('verify', sealed, '--senders', join(keys, 'senders.json'), '--capsule-keys', broken);
    expect([code, err]).toEqual([66, `postern: ${broken}: capsule keys: wrong at keys.0.crv (invalid_value)\n`]);
  });

  it.each([
    [['seal', 'nowhere.eml'], 66, 'cannot read nowhere.eml'],
    [['seal', SAMPLE, '--expires', 'soon'], 64, '--expires'],
    [['seal', SAMPLE, '--rights', 'everything'], 64, '--rights'],
    [['seal', SAMPLE, '--not-before', 'tomorrow'], 64, '--not-before'],
    [['seal', SAMPLE, '--not-before', '1969-12-31T00:00:00Z'], 64, '--not-before'],
    [['seal', SAMPLE, '--not-before', '9999-01-01T00:00:00Z'], 64, 'nobody could ever read it'],
    [['seal', SAMPLE, '--portal', 'javascript:x'], 64, '--portal'],
    [['seal', SAMPLE, '--to', 'nobody'], 1, '--to'],
    [['seal', SAMPLE, '--keys', '/nowhere'], 66, 'postern keys init'],
    [['verify', SAMPLE], 1, 'no sealed message'],
    [['verify', SAMPLE, '--senders', 'x'], 64, 'go together'],
    [['seal', SAMPLE, '--expires', '0d'], 64, '--expires'],
    [['render', '--html'], 64, 'missing required argument'],
    [['frobnicate'], 64, 'unknown command'],
    [['seal'], 64, 'missing required argument'],
  ])('%j ends with %i and says what to do', async (args, code, message) => {
    const withKeys = args[0] === 'seal' && !args.includes('--keys') ? [...args, '--keys', keys] : args;
    const outcome = await postern(...withKeys);
    expect(outcome).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
    expect(outcome.err).not.toMatch(/\n {4}at /);
  });
});

describe('postern render', () => {
  it('gives one JSON line a file, and goes on after one that cannot be shown', async () => {
    const bomb = write('bomb.eml', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(5000)}`);
    const { code, out } = await postern('render', '--json', bomb, 'nowhere.eml', SAMPLE);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines.map((line) => line.error)).toEqual(['rendering.too_complex', 'unreadable_file', undefined]);
    expect(lines[2]).toMatchObject({
      subject: 'Your results are in, and they look good',
      from: [{ name: 'Dr. Mira Okafor', address: 'mira.okafor@clinic.example' }],
      date: '2026-11-23T08:30:00.000Z',
      warnings: [],
    });
    expect(lines[2].attachments.map((each: { name: string; type: string; size: number }) => [each.type, each.size])).toEqual([
      ['image/png', 653],
      ['application/pdf', 632],
      ['text/csv', 67],
    ]);
  });

  it('shows people the text, and the terminal none of its codes', async () => {
    const mail = write('codes.eml', 'From: a@b.example\r\nSubject: x\r\n\r\nred \u001b[31m and \u009b2J\r\n');
    const { out } = await postern('render', mail);
    expect(out).toMatch(/^From: {8}a@b\.example$/m);
    expect(out).toContain('red ');
    expect(Buffer.from(out, 'latin1').toString('utf8')).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/);
  });

  it('stops quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [...COMMAND, 'render', '--json', ...Array.from({ length: 200 }, () => SAMPLE)], {
      env,
    });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, err]).toEqual([0, '']);
  });

  it('runs the sanitiser alone', async () => {
    const page = write('x.html', '<p onclick="x()">hi</p><script>alert(1)</script><img src="https://a.example/x">');
    const line = JSON.parse((await postern('render', '--html', page, '--json')).out);
    expect(line).toMatchObject({ remoteCount: 1, html: expect.stringContaining('<p>hi</p>') });
    expect(line.html).not.toMatch(/alert|onclick|a\.example/);
  });
});

it.each([
  ['--help'],
  ['keys', '--help'],
  ['keys', 'init', '--help'],
  ['seal', '--help'],
  ['verify', '--help'],
  ['render', '--help'],
])('%s %s helps, with the exit codes', async (...args: string[]) => {
  expect(await postern(...args)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Usage: postern.*Exit codes: 0 done, 1/s),
  });
});

it.each([['keys', 'init'], ['seal'], ['verify'], ['render']])('%s has an example', async (...args: string[]) => {
  expect((await postern(...args, '--help')).out).toContain(`Example: postern ${args.join(' ')} `);
});
