// The journey in Firefox: another engine, with ideas of its own about policies,
// sandboxed frames, channels between windows and files that are saved.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Frame, Page } from 'puppeteer-core';
import { type Firefox, launchFirefox } from './firefox.ts';
import { type SealedMail, seal } from './sealed-mail.ts';
import { freeBasePort } from './systems/free-base-port.ts';
import { startStandalone } from './systems/standalone.ts';
import { eventually, type System } from './systems/system.ts';

const SAMPLE = fileURLToPath(new URL('../services/standalone/sample/results.eml', import.meta.url));
const CSV = 'Ergebnisse – 結果.csv';

/** Nobody asks it anything: its button is enough for the page to listen. */
const CLINIC = {
  id: 'clinic',
  displayName: 'Clinic Example',
  kind: 'generic',
  clientId: 'postern',
  issuer: 'https://login.clinic.example',
  domains: ['clinic.example'],
};

let directory: string;
let system: System;
let firefox: Firefox;
let complaints: string[];
let readers = 0;
const newAddress = () => `firefox${++readers}@example.org`;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-firefox-'));
  const issuers = join(directory, 'issuers.json');
  writeFileSync(issuers, JSON.stringify([CLINIC]));
  const settings = { POSTERN_IDENTITY_ISSUERS_FILE: issuers };
  [system, firefox] = await Promise.all([freeBasePort().then((port) => startStandalone(port, settings)), launchFirefox()]);
}, 120_000);
afterAll(async () => {
  await firefox?.stop();
  await system?.stop();
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

/** A page whose complaints are heard: above all, what a policy had to stop. */
async function newPage(): Promise<Page> {
  complaints = [];
  const page = await firefox.browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return page;
}

async function openAttachment(page: Page, { messageHtml }: SealedMail): Promise<void> {
  await page.goto(pathToFileURL(messageHtml).href);
  await Promise.all([page.waitForNavigation(), page.locator('button').click()]);
  await page.waitForSelector('#ask-submit');
}

/** With the code that comes by mail, typed by keyboard. */
async function signIn(page: Page, address: string): Promise<void> {
  const before = await system.mailsTo(address);
  await page.locator('#ask-submit').click();
  await page.waitForSelector('#sent p');
  const code = await system.passcodeFor(address, before);
  await page.keyboard.type(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.keyboard.press('Enter');
}

/** The frame that the message is in. */
async function messageOf(page: Page): Promise<Frame> {
  const paper = await (await page.waitForSelector('.message-shell'))?.contentFrame();
  const frame = await (await paper?.waitForSelector('.message-frame'))?.contentFrame();
  if (frame == null) throw new Error('there is no message');
  await frame.waitForSelector('h1');
  return frame;
}

const textOf = (where: Page | Frame, selector: string) => where.$eval(selector, (element) => element.textContent?.trim() ?? '');

async function saved(name: string): Promise<Buffer> {
  await eventually(async () => {
    const files = readdirSync(firefox.downloads);
    return files.includes(name) && !files.some((file) => file.endsWith('.part')) ? true : undefined;
  });
  return readFileSync(join(firefox.downloads, name));
}

describe('in Firefox', () => {
  it('a sealed mail is opened from disk, read, its attachment saved, and left', async () => {
    const address = newAddress();
    const page = await newPage();
    await openAttachment(page, await seal(system, SAMPLE, address));
    await signIn(page, address);
    const message = await messageOf(page);
    expect(await textOf(page, 'h1')).toBe('Your results are in, and they look good');
    expect(await textOf(message, 'h1')).toBe('Good news');
    expect(await message.$eval('img', (image) => image.naturalWidth)).toBeGreaterThan(0);

    await page.locator('button.attachment::-p-text(Ergebnisse)').click();
    expect((await saved(CSV)).toString()).toContain('2026-11-17;14.1;68');

    await page.locator('button::-p-text(Sign out)').click();
    await page.waitForSelector('h1::-p-text(You are signed out)');
    expect(await firefox.browser.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  }, 90_000);

  it('a saved mail is handed in, and read in another language', async () => {
    const address = newAddress();
    const page = await newPage();
    const { eml } = await seal(system, SAMPLE, address);
    await page.goto(system.portal);
    await (await page.waitForSelector('input[type=file]'))?.uploadFile(eml);
    await page.locator('button.primary').click();
    await page.waitForSelector('#ask-submit');
    await signIn(page, address);
    expect(await textOf(await messageOf(page), 'h1')).toBe('Good news');
    await page.select('#language', 'ar');
    await page.locator('#language-submit').click();
    await page.waitForSelector('html[dir="rtl"] .message');
    expect(await textOf(await messageOf(page), 'h1')).toBe('Good news');
    expect(complaints).toEqual([]);
    await page.close();
  }, 90_000);

  it('the pages’ rule about text that becomes HTML holds', async () => {
    const page = await newPage();
    await page.goto(system.portal);
    const refused = await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<p>x</p>');
        return false;
      } catch (thrown) {
        return thrown instanceof TypeError;
      }
    });
    expect(refused).toBe(true);
    await page.close();
  }, 60_000);

  it('another window of the portal tells a page that somebody has signed in', async () => {
    const address = newAddress();
    const page = await newPage();
    await openAttachment(page, await seal(system, SAMPLE, address));
    const other = await firefox.browser.newPage();
    await other.goto(`${system.portal}/sign-in/done`);
    await page.waitForSelector('#signed-in:not([hidden])');
    await other.close();
    await page.close();
  }, 60_000);
});
