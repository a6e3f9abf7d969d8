// What a reader sees when a part of the portal is away: a page that says so,
// with the message still on it, and everything as before when it is back.

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName } from '@postern/service-graph';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Reader } from './reader.ts';
import { seal } from './sealed-mail.ts';
import { type SixProcesses, startSixProcesses } from './systems/six-processes.ts';
import { eventually } from './systems/system.ts';

const SAMPLE = fileURLToPath(new URL('../services/standalone/sample/appointment.eml', import.meta.url));

let system: SixProcesses;
let browser: Browser;
let addresses = 0;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSixProcesses(`postern.outages.${process.pid}`), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 60_000);

async function newReader(): Promise<Reader> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  return Reader.in(context, system, `outage${++addresses}@example.org`, false);
}

/** Presses a button as a patient reader does, until what it is for has happened. */
async function pressUntil(page: Page, button: string, happened: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    await page.getByRole('button', { name: button }).click();
    await page.waitForLoadState('networkidle');
    return (await happened()) ? true : undefined;
  });
}

async function during(service: ServiceName, look: () => Promise<void>): Promise<void> {
  await system.children.get(service)?.stop();
  await look();
  await system.restart(service);
}

describe('a reader without script', () => {
  it('keeps the message when rendering is away, and reads it when it is back', async () => {
    const reader = await newReader();
    await reader.openAttachment(await seal(system, SAMPLE, `outage${addresses}@example.org`));
    const code = await reader.askForCode();
    await during('rendering', async () => {
      await reader.typeCode(code);
      await reader.page.getByRole('heading', { name: 'This does not work just now' }).waitFor();
      await reader.page.getByText('Your message is still here').waitFor();
    });
    await pressUntil(reader.page, 'Try again', () => reader.messageFrameElement().isVisible());
    expect(await reader.message().locator('body').innerText()).toContain('Thursday at 14:20');
  }, 90_000);

  it('is told so when a message cannot be described, and opens it again from the same page', async () => {
    const reader = await newReader();
    const sealed = await seal(system, SAMPLE, `outage${addresses}@example.org`);
    await during('key-release', async () => {
      await reader.page.goto(`file://${sealed.messageHtml}`);
      await reader.page.getByRole('button').click();
      await reader.page.getByRole('heading', { name: 'This does not work just now' }).waitFor();
    });
    await pressUntil(reader.page, 'Try again', () => reader.page.getByRole('button', { name: 'Send me the code' }).isVisible());
  }, 90_000);

  it('is told so when codes cannot be sent', async () => {
    const reader = await newReader();
    await reader.openAttachment(await seal(system, SAMPLE, `outage${addresses}@example.org`));
    const status = reader.page.frameLocator('iframe[name=passcode-status]');
    await during('otp', async () => {
      await reader.page.getByRole('button', { name: 'Send me the code' }).click();
      await status.getByText('This does not work just now').waitFor();
    });
    await pressUntil(reader.page, 'Send me the code', () => status.getByText('reference').isVisible());
  }, 90_000);

  it('notices nothing when aggregation is away', async () => {
    const reader = await newReader();
    await reader.openAttachment(await seal(system, SAMPLE, `outage${addresses}@example.org`));
    await during('aggregation', () => reader.signIn());
  }, 90_000);
});
