// Signing in with an account, in a real browser: the sign-in page on one host,
// the provider's pages on two others.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import type { BrowserContext, Page } from 'playwright-core';
import { type PortalInBrowser, startPortalInBrowser } from './browser/portal-in-browser.ts';
import { answer, chooseAccount, messageIn } from './browser/states.ts';
import { RIGHT_CODE } from './fake-handlers.ts';

let portal: PortalInBrowser;
beforeAll(async () => {
  portal = await startPortalInBrowser();
});
beforeEach(() => portal.gateway.offerAccounts(portal.provider.authorizationUrl));
afterEach(() => {
  portal.gateway.reset();
  portal.provider.referrers.length = 0;
});
afterAll(() => portal.stop());

async function inNewPage(use: (page: Page) => Promise<void>, options = {}): Promise<void> {
  const page = await portal.newPage(options);
  await use(page);
  await page.context().close();
}

const cookieOf = async (context: BrowserContext, name: string) =>
  (await context.cookies()).find((cookie) => cookie.name === `__Host-postern-${name}`);
const readsMessage = (page: Page, script = true) => messageIn(page, script).getByText('Dear Ada').waitFor();

async function readByCode(page: Page): Promise<void> {
  await page.locator('#ask-submit').click();
  await page.locator('#sent p').first().waitFor();
  await page.getByLabel('Code from the e-mail').fill(RIGHT_CODE);
  await page.locator('#code-submit').click();
  await readsMessage(page);
}

describe('with script', () => {
  it('a window of its own signs in, closes, and the message is shown where it waited', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      const account = await chooseAccount(page);
      const closed = account.waitForEvent('close');
      await answer(account, 'Ada');
      await readsMessage(page);
      await closed;
      const session = await cookieOf(page.context(), 'session');
      expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', expires: -1 });
      expect(await cookieOf(page.context(), 'attempt')).toBeUndefined();
      await page.getByText('You stay signed in until').waitFor();
    }));

  it('the whole way can be gone by keyboard', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await page.getByRole('button', { name: 'Continue with Google' }).focus();
      const [account] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
      await account.getByRole('link', { name: 'Ada' }).focus();
      await account.keyboard.press('Enter');
      await readsMessage(page);
    }));

  it('the provider learns nothing from a referrer, has no hold on the page, and its code stays in no history', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      const account = await chooseAccount(page);
      expect(await account.evaluate(() => window.opener)).toBeNull();
      expect(portal.provider.referrers).toEqual([undefined, undefined]);
      await answer(account, 'Without a proven address');
      await account.getByRole('heading', { name: 'does not prove your address' }).waitFor();
      expect(new URL(account.url()).search).toBe('');
      expect(await account.evaluate(() => document.referrer)).not.toContain('code=');
      const cdp = await account.context().newCDPSession(account);
      const { entries } = await cdp.send('Page.getNavigationHistory');
      expect(entries.filter(({ url }) => url.includes('code='))).toEqual([]);
    }));

  it('on a private computer the session outlives the window', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await page.locator('#account-private').check();
      await answer(await chooseAccount(page), 'Ada');
      await readsMessage(page);
      const inHours = ((await cookieOf(page.context(), 'session'))?.expires ?? 0) - Date.now() / 1000;
      expect(Math.round(inHours / 3600)).toBe(12);
    }));

  it('somebody who closed the window presses the button again', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await (await chooseAccount(page)).close();
      await page.locator('#account-note').getByText('This page goes on by itself').waitFor();
      await answer(await chooseAccount(page, 'Google'), 'Ada');
      await readsMessage(page);
    }));

  it('somebody who cancels is told in both windows, and can still have a code', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      const account = await chooseAccount(page);
      await answer(account, 'Cancel');
      await account.getByRole('heading', { name: 'You were not signed in' }).waitFor();
      await page.locator('#account-error').getByText('You were not signed in').waitFor();
      const closed = account.waitForEvent('close');
      // The window may be gone before the click is done with.
      const click = account.getByRole('button', { name: 'Close this window' }).click();
      await Promise.all([
        closed,
        click.catch((error: unknown) => {
          if (!account.isClosed()) throw error;
        }),
      ]);
      await readByCode(page);
    }));

  it('the small window itself can try again', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      const account = await chooseAccount(page);
      await answer(account, 'Cancel');
      await account.getByRole('button', { name: 'Try again' }).click();
      await answer(account, 'Ada');
      await readsMessage(page);
    }));

  it('somebody else is told plainly, and a code to the right address works', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await answer(await chooseAccount(page), 'Somebody else');
      await page.getByRole('alert').getByText('this message is for another address').waitFor();
      await readByCode(page);
    }));

  it('somebody else can sign out and keep the message', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await answer(await chooseAccount(page), 'Somebody else');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign out' }).waitFor({ state: 'detached' });
      expect(await page.context().cookies()).toEqual([]);
      await readByCode(page);
    }));

  it('an address that the provider does not prove is said so, and a code works', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      await answer(await chooseAccount(page), 'Without a proven address');
      await page.locator('#account-error').getByText('Microsoft did not confirm that this e-mail address is yours').waitFor();
      await readByCode(page);
    }));

  it('of two windows at once the newer one counts, and the older one says so', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      const [older, newer] = [await chooseAccount(page), await chooseAccount(page, 'Google')];
      await answer(older, 'Ada');
      await older.getByText('another one was started after it').waitFor();
      expect(await cookieOf(page.context(), 'attempt')).toBeDefined();
      await answer(newer, 'Ada');
      await newer.waitForEvent('close');
      expect(await cookieOf(page.context(), 'session')).toBeDefined();
    }));

  it('a slow provider keeps nobody from asking for a code', () =>
    inNewPage(async (page) => {
      const release = portal.provider.hold();
      await portal.openAttachment(page);
      const [account] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('button', { name: 'Continue with Google' }).click(),
      ]);
      await page.locator('#account-note').getByText('This page goes on by itself').waitFor();
      await readByCode(page);
      release();
      await answer(account, 'Ada');
      await account.getByText('You can close this window').waitFor();
    }));

  it('where no small window may be opened, a tab does', () =>
    inNewPage(async (page) => {
      await page.addInitScript(() => {
        window.open = () => null;
      });
      await portal.openAttachment(page);
      const account = await chooseAccount(page);
      await page.locator('#account-note').getByText('No window has opened?').waitFor();
      await answer(account, 'Ada');
      await readsMessage(page);
    }));

  it('a button that was pressed before the script had arrived is as good', () =>
    inNewPage(async (page) => {
      const late = Promise.withResolvers<void>();
      await page.route('**/main.js', async (route) => {
        await late.promise;
        await route.continue();
      });
      await portal.openAttachment(page, undefined, 'commit');
      const account = await chooseAccount(page);
      late.resolve();
      await page.locator('#account-note').getByText('This page goes on by itself').waitFor();
      await answer(account, 'Ada');
      await readsMessage(page);
    }));

  it('a page that waits for nothing is not carried along, but knows of the sign-in', () =>
    inNewPage(async (page) => {
      const other = await page.context().newPage();
      await portal.openAttachment(other);
      await portal.openAttachment(page);
      await answer(await chooseAccount(page), 'Ada');
      await readsMessage(page);
      await other.getByRole('heading', { name: 'You are signed in already' }).waitFor();
      expect(new URL(other.url()).pathname).toBe('/open');
    }));
});

describe('without script', () => {
  const withoutScript = { javaScriptEnabled: false };

  it('a tab signs in, and the page with the message goes on when it is told to', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      const account = await chooseAccount(page);
      await answer(account, 'Ada');
      await account.getByText('You can close this window').waitFor();
      await page.getByRole('button', { name: 'I have already signed in' }).click();
      await readsMessage(page, false);
    }, withoutScript));

  it('who signs in first opens the attachment afterwards', () =>
    inNewPage(async (page) => {
      await page.goto(portal.origin);
      await page.getByRole('link', { name: 'Sign in first' }).click();
      await page.getByRole('button', { name: 'Continue with Clinic Example' }).click();
      await answer(page, 'Ada');
      await page.getByText('open the attachment from your e-mail again').waitFor();
      await portal.openAttachment(page);
      await page.getByRole('button', { name: 'I have already signed in' }).click();
      await readsMessage(page, false);
    }, withoutScript));

  it('somebody else is told plainly, can sign out, and keeps the message', () =>
    inNewPage(async (page) => {
      await portal.openAttachment(page);
      const account = await chooseAccount(page);
      await answer(account, 'Somebody else');
      await account.getByText('You can close this window').waitFor();
      await page.getByRole('button', { name: 'I have already signed in' }).click();
      await page.getByText('this message is for another address').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'A protected message from Example Bank' }).waitFor();
      expect(await page.context().cookies()).toEqual([]);
    }, withoutScript));
});

describe('when identity', () => {
  it('does not answer about providers, the page offers the code and says nothing of it', () =>
    inNewPage(async (page) => {
      portal.gateway.services.identity.listIssuers = async () => {
        throw new PosternError('internal');
      };
      await portal.openAttachment(page);
      expect(await page.getByRole('button', { name: /^Continue with/ }).count()).toBe(0);
      await readByCode(page);
    }));

  it('cannot reach the provider, both windows say so, and a code works', () =>
    inNewPage(async (page) => {
      portal.gateway.services.identity.beginOidc = async () => {
        throw new PosternError('identity.provider_unavailable');
      };
      await portal.openAttachment(page);
      const [account] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('button', { name: 'Continue with Microsoft' }).click(),
      ]);
      await account.getByRole('heading', { name: 'Your provider is not answering' }).waitFor();
      await page.locator('#account-error').getByText('Your provider is not answering').waitFor();
      await readByCode(page);
    }));
});
