// A mail that was read, and is taken back by the real command: by then the
// recipient has it, and may have signed in.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Reader } from './reader.ts';
import { type SealedMail, seal } from './sealed-mail.ts';
import { runChild } from './systems/child.ts';
import { freeBasePort } from './systems/free-base-port.ts';
import { startSixProcesses } from './systems/six-processes.ts';
import { startStandalone } from './systems/standalone.ts';
import type { System } from './systems/system.ts';

const SAMPLE = fileURLToPath(new URL('../services/standalone/sample/results.eml', import.meta.url));
const TAKEN_BACK = 'The sender took this message back';

describe.each([
  ['the standalone, which keeps a file', async () => startStandalone(await freeBasePort())],
  ['six processes, which keep a topic', async () => startSixProcesses(`postern.e2e.revocation.${process.pid}`)],
] as const)('taking a message back on %s', (_name, start: () => Promise<System>) => {
  let system: System;
  let browser: Browser;

  beforeAll(async () => {
    [system, browser] = await Promise.all([start(), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  const newReader = async (address: string) => Reader.in(await browser.newContext(), system, address);

  const revoke = ({ messageId }: SealedMail, key = join(system.keys, 'sender-key.json')) =>
    runChild('services/cli/src/main.ts', ['revoke', '--key', key, '--portal', system.portal, messageId]);

  /** What the reader sees who presses the attachment's button. */
  async function open({ page }: Reader, { messageHtml }: SealedMail): Promise<string> {
    await page.goto(pathToFileURL(messageHtml).href);
    await page.getByRole('button').click();
    return page.getByRole('heading', { level: 1 }).innerText();
  }

  it('shows who opens it that the sender took it back, and nobody else’s mail', async () => {
    const [sealed, other] = [await seal(system, SAMPLE, 'ada@example.org'), await seal(system, SAMPLE, 'ada@example.org')];
    const reader = await newReader('ada@example.org');
    await reader.openAttachment(sealed);
    await reader.signIn();
    expect(await reader.message().locator('h1').innerText()).toBe('Good news');

    expect(await revoke(sealed)).toContain(`taken back  ${sealed.messageId}`);

    expect(await open(reader, sealed)).toContain(TAKEN_BACK);
    await reader.page.getByText('keyrelease.revoked').waitFor();
    await reader.openAttachment(other);
  }, 90_000);

  it('refuses it to who had opened its page and signed in before', async () => {
    const sealed = await seal(system, SAMPLE, 'bob@example.org');
    const reader = await newReader('bob@example.org');
    await reader.openAttachment(sealed);
    const code = await reader.askForCode();
    await revoke(sealed);
    await reader.typeCode(code);
    await reader.page.getByText(TAKEN_BACK).first().waitFor();
    expect(await reader.messageFrameElement().count()).toBe(0);
  }, 90_000);

  it('sends no code for it any more', async () => {
    const sealed = await seal(system, SAMPLE, 'eve@example.org');
    const reader = await newReader('eve@example.org');
    await reader.openAttachment(sealed);
    await revoke(sealed);
    await reader.pressSend();
    await reader.page.getByText(TAKEN_BACK).first().waitFor();
    expect(await system.mailsTo('eve@example.org')).toBe(0);
  }, 90_000);

  it('is for the sender alone', async () => {
    const sealed = await seal(system, SAMPLE, 'joe@example.org');
    const foreign = join(system.keys, 'foreign');
    await runChild('services/cli/src/main.ts', ['keys', 'init', '--dir', foreign]);
    await expect(revoke(sealed, join(foreign, 'sender-key.json'))).rejects.toThrow('keyrelease.revocation_refused');
    await (await newReader('joe@example.org')).openAttachment(sealed);
  }, 90_000);
});
