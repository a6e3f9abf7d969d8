// How otp and the mail relay prove to each other who they are.
import { describe, expect, it } from '@jest/globals';
import { createAuthority, type TlsMaterial } from '@postern/authority';
import { Secret } from '@postern/config';
import type { SMTPServerOptions } from 'smtp-server';
import { openOutbox, order, shortLived, withRelay } from './outbox-under-test.ts';

const HOUR = 3_600_000;

async function localhostCertificate(): Promise<TlsMaterial> {
  return (await createAuthority(HOUR)).issueName('localhost', HOUR);
}

describe('a passcode mail', () => {
  it('does not go in the clear where TLS is required', async () => {
    const { url, arrived, connections } = await withRelay();
    const { sent } = openOutbox(new URL(`${url.href}?requireTLS=true`));
    expect((await sent(shortLived())).end).toBe('expired');
    expect(connections()).toBeGreaterThan(0);
    expect(arrived).toEqual([]);
  });

  it('goes over STARTTLS when the relay has a certificate that is trusted, and not at all when it has not', async () => {
    const { caPem, certificatePem, keyPem } = await localhostCertificate();
    const { port, arrived } = await withRelay([], { disabledCommands: ['AUTH'], cert: certificatePem, key: keyPem });
    const url = new URL(`smtp://localhost:${port}?requireTLS=true`);
    expect((await openOutbox(url).sent(shortLived())).end).toBe('expired');
    const trusting = openOutbox(url, { ca: caPem });
    expect((await trusting.sent(order())).end).toBe('accepted');
    expect(arrived).toMatchObject([{ secure: true }]);
  });

  it('goes over TLS from the first byte where the URL says so, to the relay whose name is in its certificate', async () => {
    const { caPem, certificatePem, keyPem } = await localhostCertificate();
    const { port, arrived } = await withRelay([], { secure: true, cert: certificatePem, key: keyPem });
    const misnamed = openOutbox(new URL(`smtps://127.0.0.1:${port}`), { ca: caPem });
    expect((await misnamed.sent(shortLived())).end).toBe('expired');
    const trusting = openOutbox(new URL(`smtps://localhost:${port}`), { ca: caPem });
    expect((await trusting.sent(order())).end).toBe('accepted');
    expect(arrived).toMatchObject([{ secure: true }]);
  });

  it('signs in with the password out of a file, and waits when the relay does not know it', async () => {
    const signIn: SMTPServerOptions = {
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'postern' && password === 'p@ss:w/rd' ? done(null, { user: username }) : done(new Error('as told')),
    };
    const { port, arrived } = await withRelay([], signIn);
    const url = new URL(`smtp://postern@127.0.0.1:${port}`);
    const wrong = openOutbox(url, { password: new Secret(Buffer.from('wrong')) });
    expect((await wrong.sent(shortLived())).end).toBe('expired');
    expect((await openOutbox(url, { password: new Secret(Buffer.from('p@ss:w/rd')) }).sent(order())).end).toBe('accepted');
    expect((await openOutbox(new URL(`smtp://postern:p%40ss%3Aw%2Frd@127.0.0.1:${port}`)).sent(order())).end).toBe('accepted');
    expect(arrived).toHaveLength(2);
  });
});
