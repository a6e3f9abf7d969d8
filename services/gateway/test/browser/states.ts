// Every page and every state of the portal that a reader can see, and how to
// get there. Accessibility is checked and pictures are taken of all of them.
import { PosternError } from '@postern/errors';
import type { FrameLocator, Page } from 'playwright-core';
import { brandSender } from '../branded-sender.ts';
import { MESSAGE_HEAD, RIGHT_CODE } from '../fake-handlers.ts';
import type { ProviderAnswer } from './fake-provider.ts';
import type { PortalInBrowser } from './portal-in-browser.ts';

export interface State {
  readonly name: string;
  readonly script: boolean;
  readonly reach: (portal: PortalInBrowser, page: Page) => Promise<void>;
}

const refuse = (code: ConstructorParameters<typeof PosternError>[0]) => async () => {
  throw new PosternError(code);
};

async function askForCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send me the code' }).click();
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from the e-mail').fill(code);
  await page.locator('#code-submit').click();
}

/** What the message lies in: with script its frame stands on a document of its own. */
export function messageIn(page: Page, script = true): FrameLocator {
  return (script ? page.frameLocator('.message-shell') : page).frameLocator('.message-frame');
}

/** The whole way to the message. Where scripts do not arrive although they are on, the page says why it shows none. */
export async function readMessage(portal: PortalInBrowser, page: Page, script: boolean): Promise<void> {
  await portal.openAttachment(page);
  await askForCode(page);
  await (script ? page.locator('#sent p').first() : page.frameLocator('.status-frame').getByText('KXQV')).waitFor();
  await typeCode(page, RIGHT_CODE);
  if (script) await messageIn(page).getByText('Dear Ada').first().waitFor({ state: 'attached' });
  else await page.locator('.message-frame, .paper-unchecked').filter({ visible: true }).waitFor();
}

/** The message in a tab of its own. */
export async function openInOwnTab(page: Page): Promise<Page> {
  const [own] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'tab of its own' }).click()]);
  await own.getByText('Dear Ada').first().waitFor();
  return own;
}

/** What a message may not have, beside what it may. */
export const HOSTILE = Buffer.from(
  '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><p id="paper">Dear Ada, <svg></svg>look</p></body></html>',
);

/** Everything as long as it gets: words without a space, and scripts that have none. */
const LONG = {
  subject: `Re: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ${'x'.repeat(90)} 口座の残高と先月のお取引についての大切なお知らせです。必ずお読みください。`,
  address: `${'a-very-long-mailbox-name-that-goes-on'.repeat(2)}@${'subdomain.'.repeat(9)}bank.example`,
};
const longMessage: PortalInBrowser['gateway']['services']['rendering']['render'] = async (_requests, _context, send) => {
  const [first, ...rest] = MESSAGE_HEAD().attachments;
  await send({
    head: {
      ...MESSAGE_HEAD(),
      subject: LONG.subject,
      from: [{ name: 'بنك المثال', address: LONG.address }],
      to: [
        { name: 'אדה לאבלייס', address: 'ada@example.org' },
        { name: '', address: LONG.address },
      ],
      cc: [{ name: '山田太郎 '.repeat(8), address: 'taro@example.org' }],
      attachments: [{ index: 0, mediaType: 'application/pdf', size: 1, ...first, name: `${LONG.subject}.pdf` }, ...rest],
    },
  });
  await send({ html: Buffer.from('<!DOCTYPE html><html lang="en"><title>m</title><p>Dear Ada') });
};

const both = (name: string, reach: (portal: PortalInBrowser, page: Page, script: boolean) => Promise<void>): State[] =>
  [true, false].map((script) => ({
    name: `${name}${script ? '' : '-without-script'}`,
    script,
    reach: (portal, page) => reach(portal, page, script),
  }));

/** Opens the attachment while there are providers to sign in with. */
async function openWithAccounts(portal: PortalInBrowser, page: Page): Promise<void> {
  portal.gateway.offerAccounts(portal.provider.authorizationUrl);
  await portal.openAttachment(page);
}

/** Presses a provider's button; resolves to its page in the window of its own. */
export async function chooseAccount(page: Page, name = 'Microsoft'): Promise<Page> {
  const [account] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: `Continue with ${name}` }).click(),
  ]);
  await account.getByRole('heading', { name: 'Who are you?' }).waitFor();
  return account;
}

/** What the person does at the provider. */
export async function answer(account: Page, choice: ProviderAnswer): Promise<void> {
  await account.getByRole('link', { name: choice, exact: true }).click();
}

const withScript = (name: string, reach: State['reach']): State => ({ name, script: true, reach });

export const STATES: readonly State[] = [
  ...both('home', async ({ origin }, page) => {
    await page.goto(origin);
  }),
  withScript('home-no-message', async ({ origin }, page) => {
    await page.goto(origin);
    await page.locator('#file').setInputFiles({ name: 'holiday.html', mimeType: 'text/html', buffer: Buffer.from('<p>sun</p>') });
    await page.getByRole('button', { name: 'Open the message' }).click();
    await page.getByRole('alert').filter({ hasText: 'gateway.no_message' }).waitFor();
  }),
  ...both('sign-in', async (portal, page) => portal.openAttachment(page)),
  withScript('sign-in-several', async (portal, page) => {
    const { describe } = portal.gateway.services.keyRelease;
    portal.gateway.services.keyRelease.describe = async (...call) => ({ ...(await describe(...call)), maskedRecipient: '' });
    await portal.openAttachment(page);
  }),
  withScript('sign-in-branded', async (portal, page) => {
    brandSender(portal.gateway.services);
    await portal.openAttachment(page);
    await page.getByRole('img', { name: 'Logo of Example Bank' }).waitFor();
  }),
  withScript('message-branded', async (portal, page) => {
    brandSender(portal.gateway.services);
    await readMessage(portal, page, true);
    await page.getByRole('img', { name: 'Logo of Example Bank' }).waitFor();
  }),
  withScript('privacy', async ({ origin }, page) => {
    await page.goto(`${origin}/privacy`);
  }),
  withScript('privacy-in-chinese', async ({ origin }, page) => {
    await page.setExtraHTTPHeaders({ 'accept-language': 'zh-Hant' });
    await page.goto(`${origin}/privacy`);
    await page.getByRole('heading', { name: '聯絡方式' }).waitFor();
  }),
  withScript('privacy-in-english-for-others', async ({ origin }, page) => {
    await page.setExtraHTTPHeaders({ 'accept-language': 'ar' });
    await page.goto(`${origin}/privacy`);
    await page.getByRole('heading', { name: 'Who gives you access' }).waitFor();
  }),
  ...both('sign-in-accounts', openWithAccounts),
  withScript('account-waiting', async (portal, page) => {
    await openWithAccounts(portal, page);
    const account = await chooseAccount(page);
    await account.close();
  }),
  withScript('account-unproved', async (portal, page) => {
    await openWithAccounts(portal, page);
    const account = await chooseAccount(page);
    await answer(account, 'Without a proven address');
    await page.locator('#account-error').getByText('Microsoft did not confirm').waitFor();
    await account.close();
  }),
  ...both('account-first', async (portal, page) => {
    portal.gateway.offerAccounts(portal.provider.authorizationUrl);
    await page.goto(`${portal.origin}/sign-in/account`);
  }),
  withScript('account-ended', async ({ gateway, provider, origin }, page) => {
    gateway.offerAccounts(provider.authorizationUrl);
    await page.goto(`${origin}/sign-in/oidc/microsoft/ended/identity.provider_refused`);
  }),
  ...both('account-signed-in', async (portal, page) => {
    portal.gateway.offerAccounts(portal.provider.authorizationUrl);
    await page.goto(`${portal.origin}/sign-in/account`);
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await answer(page, 'Ada');
    await page.getByRole('heading', { name: 'You are signed in', exact: true }).waitFor();
  }),
  ...both('not-recipient-account', async (portal, page, script) => {
    await openWithAccounts(portal, page);
    const account = await chooseAccount(page);
    await answer(account, 'Somebody else');
    if (!script) {
      await account.getByRole('heading', { name: 'You are signed in', exact: true }).waitFor();
      await page.getByRole('button', { name: 'I have already signed in' }).click();
    }
    await page.getByText('You are signed in, but this message is for another address').waitFor();
  }),
  ...both('code-sent', async (portal, page, script) => {
    await portal.openAttachment(page);
    await askForCode(page);
    await (script ? page.locator('#sent p').first() : page.frameLocator('.status-frame').getByText('KXQV')).waitFor();
  }),
  ...both('code-not-sent', async (portal, page, script) => {
    portal.gateway.services.identity.startPasscode = refuse('otp.unavailable');
    await portal.openAttachment(page);
    await askForCode(page);
    await (script ? page : page.frameLocator('.status-frame')).getByText('Codes cannot be sent just now').waitFor();
  }),
  ...both('code-wrong', async (portal, page, script) => {
    await portal.openAttachment(page);
    await askForCode(page);
    await (script ? page.locator('#sent p').first() : page.frameLocator('.status-frame').getByText('KXQV')).waitFor();
    await typeCode(page, '0000 0000');
    await page.locator('#code-error').getByText('This code is not right').waitFor();
  }),
  withScript('signed-in-already', async (portal, page) => {
    await readMessage(portal, page, true);
    await portal.openAttachment(page);
    await page.getByRole('heading', { name: 'You are signed in already' }).waitFor();
  }),
  ...both('message', readMessage),
  withScript('message-unchecked', async (portal, page) => {
    await page.route('**/paper.js', (route) => route.abort());
    await portal.openAttachment(page);
    await askForCode(page);
    await page.locator('#sent p').first().waitFor();
    await typeCode(page, RIGHT_CODE);
    await page.getByRole('heading', { name: 'The message is not shown' }).waitFor();
  }),
  withScript('message-left-out', async (portal, page) => {
    portal.gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({ head: { ...MESSAGE_HEAD(), attachments: [], warnings: [], events: [] } });
      await send({ html: HOSTILE });
    };
    await readMessage(portal, page, true);
    await page.getByText('Your browser left out something').waitFor();
  }),
  withScript('message-with-pictures', async (portal, page) => {
    await readMessage(portal, page, true);
    await page.getByRole('button', { name: 'Show the pictures' }).click();
    await page.getByText('Pictures from the internet are shown').waitFor();
  }),
  withScript('message-restricted', async (portal, page) => {
    portal.gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({
        head: { ...MESSAGE_HEAD(), rights: [], warnings: ['WARNING_DAMAGED', 'WARNING_TRUNCATED'], remoteCount: 0, subject: '' },
      });
      await send({ html: Buffer.from('<!DOCTYPE html><html lang="en"><title>m</title><p>Dear Ada') });
    };
    await readMessage(portal, page, true);
  }),
  withScript('message-cut', async (portal, page) => {
    portal.gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({ head: { ...MESSAGE_HEAD(), attachments: [], warnings: [] } });
      await send({ html: Buffer.from('<!DOCTYPE html><html lang="en"><title>m</title><p>Dear Ada') });
      throw new PosternError('rendering.timeout');
    };
    await readMessage(portal, page, true);
    await page.getByText('What you see is not complete').waitFor();
  }),
  withScript('not-recipient', async (portal, page) => {
    portal.gateway.services.identity.grantRelease = refuse('identity.not_recipient');
    await portal.openAttachment(page);
    await askForCode(page);
    await typeCode(page, RIGHT_CODE);
    await page.getByText('You are signed in, but this message is for another address').waitFor();
  }),
  withScript('try-again', async (portal, page) => {
    portal.gateway.services.keyRelease.describe = refuse('call.unavailable');
    await portal.openAttachment(page);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  }),
  withScript('revoked', async (portal, page) => {
    portal.gateway.services.keyRelease.describe = refuse('keyrelease.revoked');
    await portal.openAttachment(page);
    await page.getByText('keyrelease.revoked').waitFor();
  }),
  withScript('transfer', async (portal, page) => {
    await portal.openAttachment(page);
    await askForCode(page);
    await page.locator('#sent p').first().waitFor();
    // It has left, and the answer does not come.
    await page.route('**/read', () => {});
    await typeCode(page, RIGHT_CODE);
    await page.getByRole('dialog', { name: 'One moment, please' }).waitFor();
  }),
  withScript('transfer-broken', async (portal, page) => {
    await portal.openAttachment(page);
    await askForCode(page);
    await page.locator('#sent p').first().waitFor();
    await page.route('**/read', (route) => route.abort('connectionreset'));
    await typeCode(page, RIGHT_CODE);
    await page.getByRole('dialog', { name: 'The connection broke' }).waitFor();
  }),
  ...(['ar', 'he', 'ja', 'de'] as const).flatMap((language) => [
    withScript(`home-in-${language}`, async ({ origin }, page) => {
      await page.setExtraHTTPHeaders({ 'accept-language': language });
      await page.goto(origin);
    }),
    withScript(`message-in-${language}`, async (portal, page) => {
      portal.gateway.services.rendering.render = longMessage;
      await page.setExtraHTTPHeaders({ 'accept-language': language });
      await portal.openAttachment(page);
      await page.locator('#ask-submit').click();
      await page.locator('#sent p').first().waitFor();
      await page.locator('#code').fill(RIGHT_CODE);
      await page.locator('#code-submit').click();
      await messageIn(page).getByText('Dear Ada').waitFor({ state: 'attached' });
    }),
  ]),
  withScript('expired', async (portal, page) => {
    portal.gateway.services.keyRelease.describe = refuse('keyrelease.expired');
    await portal.openAttachment(page);
    await page.getByText('keyrelease.expired').waitFor();
  }),
  withScript('not-found', async ({ origin }, page) => {
    await page.goto(`${origin}/nowhere`);
  }),
  withScript('signed-out', async (portal, page) => {
    await readMessage(portal, page, true);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  }),
];
