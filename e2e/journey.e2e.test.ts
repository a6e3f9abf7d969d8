import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Reader } from './reader.ts';
import { type SealedMail, seal } from './sealed-mail.ts';
import { freeBasePort } from './systems/free-base-port.ts';
import { startSixProcesses } from './systems/six-processes.ts';
import { startStandalone } from './systems/standalone.ts';
import { eventually, type System } from './systems/system.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const SAMPLE = path('../services/standalone/sample/results.eml');
const CORPUS = path('../../shared/corpora/mime');
/** Mails that this project did not write, when they are there; its own otherwise. */
const FOREIGN_MAILS = [
  { file: `${CORPUS}/stalwart-rfc/000.eml`, own: path('fixtures/foreign-1.eml') },
  { file: `${CORPUS}/james-mime4j/mimetools-testmsgs-german.msg`, own: path('fixtures/foreign-2.eml') },
].map(({ file, own }) => (existsSync(file) ? file : own));

describe.each([
  ['the standalone', async () => startStandalone(await freeBasePort())],
  ['six processes over mutual TLS', async () => startSixProcesses(`postern.e2e.${process.pid}`)],
] as const)('a sealed mail on %s', (_name, start: () => Promise<System>) => {
  let system: System;
  let browser: Browser;
  let sealed: SealedMail;
  let addresses = 0;

  /** Everybody has an address of their own, so that no test spends another's budget. */
  const newAddress = () => `reader${++addresses}@example.org`;

  async function newReader(address: string, javaScriptEnabled = true): Promise<Reader> {
    return Reader.in(await browser.newContext({ javaScriptEnabled, acceptDownloads: true }), system, address, javaScriptEnabled);
  }

  beforeAll(async () => {
    [system, browser] = await Promise.all([start(), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  describe.each([
    ['with script', true],
    ['without script', false],
  ])('%s', (_script, script) => {
    it('is opened from disk, read with its attachments, and left', async () => {
      const address = newAddress();
      sealed = await seal(system, SAMPLE, address);
      const reader = await newReader(address, script);
      await reader.openAttachment(sealed);
      await reader.signIn();

      expect(await reader.page.getByRole('heading', { level: 1 }).innerText()).toBe('Your results are in, and they look good');
      expect(await reader.message().locator('h1').innerText()).toBe('Good news');
      // The browser's wall finds nothing to do behind the server's.
      expect(await reader.page.getByText('Your browser left out something').isVisible()).toBe(false);
      expect(
        await reader
          .message()
          .getByRole('img', { name: /Ferritin/ })
          .getAttribute('src'),
      ).toMatch(/^data:image\/png;base64,/);

      const csv = await reader.saveAttachment(/Ergebnisse/);
      expect(csv.name).toBe('Ergebnisse – 結果.csv');
      expect(csv.bytes.toString()).toContain('2026-11-17;14.1;68');
      const pdf = await reader.saveAttachment(/Laboratory/);
      expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');

      await reader.page.getByRole('button', { name: 'Sign out' }).click();
      await reader.page.getByRole('heading', { name: 'You are signed out' }).waitFor();
      expect(await reader.page.context().cookies()).toEqual([]);
    }, 60_000);

    it('is read from the saved file, and from the whole saved mail', async () => {
      for (const file of ['messageHtml', 'eml'] as const) {
        const address = newAddress();
        const saved = await seal(system, SAMPLE, address);
        const reader = await newReader(address, script);
        await reader.uploadFile(saved[file]);
        await reader.signIn();
        expect(await reader.message().locator('h1').innerText()).toBe('Good news');
      }
    }, 90_000);

    it('forgives a wrong code, and keeps the message on the page', async () => {
      const address = newAddress();
      const saved = await seal(system, SAMPLE, address);
      const reader = await newReader(address, script);
      await reader.openAttachment(saved);
      const code = await reader.askForCode();
      await reader.typeCode(code === '00000000' ? '00000001' : '00000000');
      await reader.page.getByText('This code is not right').first().waitFor();
      await reader.typeCode(`${code.slice(0, 4)} ${code.slice(4)}`);
      await reader.messageFrameElement().waitFor();
      expect(await reader.message().locator('h1').innerText()).toBe('Good news');
    }, 60_000);

    it('tells a stranger nothing and sends them nothing', async () => {
      const [address, stranger] = [newAddress(), newAddress()];
      const saved = await seal(system, SAMPLE, `${address},${newAddress()}`, '--one-capsule');
      const reader = await newReader(stranger, script);
      await reader.openAttachment(saved);
      await reader.page.getByLabel('Your e-mail address').fill(stranger);
      await reader.pressSend();
      await reader.typeCode('12345678');
      await reader.page.getByText('This code is not right').first().waitFor();

      const known = await newReader(address, script);
      await known.openAttachment(saved);
      await known.page.getByLabel('Your e-mail address').fill(address.toUpperCase());
      await known.signIn();
      // The recipient's code arrived after the stranger asked, so the stranger's would have as well.
      expect(await system.mailsTo(stranger)).toBe(0);
    }, 60_000);
  });

  it.each(FOREIGN_MAILS.map((file, index) => [index + 1, file] as const))(
    'reads foreign mail %i',
    async (_index, file) => {
      const address = newAddress();
      const reader = await newReader(address);
      await reader.openAttachment(await seal(system, file, address));
      await reader.signIn();
      expect((await reader.message().locator('body').innerText()).trim()).not.toBe('');
    },
    60_000,
  );

  it('shows remote pictures only when asked', async () => {
    const address = newAddress();
    const reader = await newReader(address);
    // The picture's host does not exist, which the browser says when it is asked for.
    const asked: string[] = [];
    reader.page.on('console', (message) => {
      if (message.text().includes('ERR_NAME_NOT_RESOLVED')) asked.push(message.location().url);
    });
    await reader.openAttachment(await seal(system, SAMPLE, address));
    await reader.signIn();
    await reader.page.getByText(/picture from the internet is not shown/).waitFor();
    expect(asked).toEqual([]);
    await reader.page.getByRole('button', { name: 'Show the pictures' }).click();
    await eventually(async () => (asked.length > 0 ? true : undefined));
    expect(asked).toEqual(['https://tracker.example/pixel.gif']);
  }, 60_000);

  it('does not let one recipient’s session read another’s mail', async () => {
    const [ada, bob] = [newAddress(), newAddress()];
    const [hers, his] = [await seal(system, SAMPLE, ada), await seal(system, SAMPLE, bob)];
    const reader = await newReader(ada, false);
    await reader.openAttachment(hers);
    await reader.signIn();
    await reader.openAttachment(his);
    await reader.page.getByRole('button', { name: 'I have already signed in' }).click();
    await reader.page.getByText('You are signed in, but this message is for another address').waitFor();
  }, 60_000);

  it('tells analysts of today no more than that it has not reached the first step', async () => {
    await eventually(async () => {
      const page = await (await fetch(system.usage)).text();
      return page.includes('<th scope="row">Messages read</th><td>not yet 50</td>') ? true : undefined;
    });
  }, 60_000);

  it('leaves nothing of a message in what the processes write', () => {
    const output = system.output();
    const body = readFileSync(sealed.messageHtml, 'latin1');
    for (const canary of ['example.org', 'Okafor', 'results are in', 'Ferritin', 'Laboratory', body.slice(5000, 5040)])
      expect(output).not.toContain(canary);
    expect(output).not.toMatch(/\b\d{8}\b(?!T)/);
  });
});
