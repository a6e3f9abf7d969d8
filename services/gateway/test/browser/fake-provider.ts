// An identity provider's pages, on hosts of its own: it redirects among them,
// as the large ones do, before it asks who somebody is.
import { once } from 'node:events';
import { createServer } from 'node:http';

const FRONT_NAME = 'login.provider.example';
const ACCOUNT_NAME = 'account.provider.example';
export const PROVIDER_NAMES = [FRONT_NAME, ACCOUNT_NAME] as const;

export interface FakeProvider {
  readonly port: number;
  readonly authorizationUrl: string;
  /** What came along as Referer, for each page that was asked for. */
  readonly referrers: (string | undefined)[];
  /** Answers wait until the returned function is called. */
  hold(): () => void;
  stop(): Promise<void>;
}

export async function startFakeProvider(): Promise<FakeProvider> {
  const referrers: (string | undefined)[] = [];
  let held = Promise.resolve();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://any');
    if (url.pathname !== '/favicon.ico') referrers.push(request.headers.referer);
    await held;
    if (url.pathname === '/authorize') response.writeHead(302, { location: `http://${ACCOUNT_NAME}/account${url.search}` }).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(accountPage(url.searchParams));
  });
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    port: address.port,
    authorizationUrl: `http://${FRONT_NAME}/authorize?client_id=postern&response_type=code`,
    referrers,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ANSWERS = {
  Ada: 'code=ada',
  'Somebody else': 'code=other',
  'Without a proven address': 'code=unproved',
  Cancel: 'error=access_denied',
} as const;

export type ProviderAnswer = keyof typeof ANSWERS;

function accountPage(asked: URLSearchParams): string {
  const links = Object.entries(ANSWERS).map(([name, answer]) => {
    const back = `${asked.get('redirect_uri')}?${answer}&state=${encodeURIComponent(asked.get('state') ?? '')}`;
    return `<li><a href="${back.replaceAll('&', '&amp;')}">${name}</a></li>`;
  });
  return `<!DOCTYPE html><html lang="en"><title>Provider</title><h1>Who are you?</h1><ul>${links.join('')}</ul></html>`;
}
