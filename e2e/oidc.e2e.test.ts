// Signing in with an account: a certified OpenID provider, the whole portal,
// and a real browser.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Reader } from './reader.ts';
import { seal } from './sealed-mail.ts';
import { freeBasePort } from './systems/free-base-port.ts';
import {
  CLIENT_ID,
  cancelAtProvider,
  type OpenIdProvider,
  signInAtProvider,
  startOpenIdProvider,
} from './systems/openid-provider.ts';
import { startStandalone } from './systems/standalone.ts';
import { eventually, type System } from './systems/system.ts';

const SAMPLE = fileURLToPath(new URL('../services/standalone/sample/results.eml', import.meta.url));
const DOMAIN = 'clinic.example';

let directory: string;
let provider: OpenIdProvider;
let system: System;
let browser: Browser;
let addresses = 0;
const newAddress = (domain = DOMAIN) => `reader${++addresses}@${domain}`;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-oidc-'));
  const port = await freeBasePort();
  provider = await startOpenIdProvider(`http://localhost:${port}/sign-in/oidc/clinic/callback`);
  const issuers = join(directory, 'issuers.json');
  const clinic = {
    id: 'clinic',
    displayName: 'Clinic Example',
    kind: 'generic',
    clientId: CLIENT_ID,
    issuer: provider.issuer,
    domains: [DOMAIN],
  };
  writeFileSync(issuers, JSON.stringify([clinic]));
  [system, browser] = await Promise.all([startStandalone(port, { POSTERN_IDENTITY_ISSUERS_FILE: issuers }), launchBrowser()]);
  // The embedded database is made in the same process, and while it is, nothing else answers in time.
  await eventually(async () => ((await fetch(system.usage)).ok ? true : undefined));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
  await provider?.stop();
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

/** Somebody with a browser of their own. */
async function newReader(address: string, javaScriptEnabled = true): Promise<Reader> {
  return Reader.in(await browser.newContext({ javaScriptEnabled }), system, address, javaScriptEnabled);
}

async function chooseClinic({ page }: Reader): Promise<Page> {
  const [account] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Continue with Clinic Example' }).click(),
  ]);
  return account;
}

const readsResults = async (reader: Reader) =>
  expect(await reader.message().locator('h1').innerText({ timeout: 20_000 })).toBe('Good news');

describe('with script', () => {
  it('the account of the message’s address opens it, in a window that closes by itself', async () => {
    const address = newAddress();
    const reader = await newReader(address);
    await reader.openAttachment(await seal(system, SAMPLE, address));
    const account = await chooseClinic(reader);
    const closed = account.waitForEvent('close');
    await signInAtProvider(account, address.toUpperCase());
    await closed;
    await readsResults(reader);
    expect(await system.mailsTo(address)).toBe(0);

    await reader.page.getByRole('button', { name: 'Sign out' }).click();
    await reader.page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    const left = await reader.page.context().cookies(system.portal);
    expect(left.filter(({ name }) => name.includes('postern'))).toEqual([]);
  }, 90_000);

  it('another account is refused in plain words, and a code works', async () => {
    const address = newAddress();
    const reader = await newReader(address);
    await reader.openAttachment(await seal(system, SAMPLE, address));
    await signInAtProvider(await chooseClinic(reader), newAddress());
    await reader.page.getByText('You are signed in, but this message is for another address').waitFor();
    await reader.signIn();
    await readsResults(reader);
  }, 90_000);

  it('an address that the provider cannot vouch for is not taken from it, and a code works', async () => {
    const address = newAddress('elsewhere.example');
    const reader = await newReader(address);
    await reader.openAttachment(await seal(system, SAMPLE, address));
    const account = await chooseClinic(reader);
    await signInAtProvider(account, address);
    await account.getByText('Clinic Example did not confirm that this e-mail address is yours').waitFor();
    await reader.page.locator('#account-error').getByText('did not confirm').waitFor();
    await reader.signIn();
    await readsResults(reader);
  }, 90_000);

  it('who cancels at the provider is where they were', async () => {
    const address = newAddress();
    const reader = await newReader(address);
    await reader.openAttachment(await seal(system, SAMPLE, address));
    const account = await chooseClinic(reader);
    await cancelAtProvider(account);
    await account.getByRole('heading', { name: 'You were not signed in' }).waitFor();
    await account.getByRole('button', { name: 'Try again' }).click();
    await signInAtProvider(account, address);
    await readsResults(reader);
  }, 90_000);
});

describe('without script', () => {
  it('who signs in first opens the attachment afterwards', async () => {
    const address = newAddress();
    const reader = await newReader(address, false);
    await reader.page.goto(system.portal);
    await reader.page.getByRole('link', { name: 'Sign in first' }).click();
    await reader.page.getByRole('button', { name: 'Continue with Clinic Example' }).click();
    await signInAtProvider(reader.page, address);
    await reader.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await reader.openAttachment(await seal(system, SAMPLE, address));
    await reader.page.getByRole('button', { name: 'I have already signed in' }).click();
    await readsResults(reader);
  }, 90_000);

  it('a tab signs in, and the page with the message goes on', async () => {
    const address = newAddress();
    const reader = await newReader(address, false);
    await reader.openAttachment(await seal(system, SAMPLE, address));
    const account = await chooseClinic(reader);
    await signInAtProvider(account, address);
    await account.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await reader.page.getByRole('button', { name: 'I have already signed in' }).click();
    await readsResults(reader);
  }, 90_000);
});

it('nothing of it stands in what the processes write', () => {
  expect(system.output()).not.toMatch(/clinic\.example|elsewhere\.example|code=|state=|Good news/);
});
