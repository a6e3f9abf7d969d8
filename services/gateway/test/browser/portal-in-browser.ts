// The portal with fake services, in a real browser, reached as a reader
// reaches it: from an attachment that lies on the disk.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureChromium } from '@postern/dev-services';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type GatewayUnderTest, SEALED, startGateway } from '../gateway-under-test.ts';
import { type FakeProvider, PROVIDER_NAMES, startFakeProvider } from './fake-provider.ts';
import { REMOTE_NAME, type RemoteHost, startRemoteHost } from './remote-host.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface PortalInBrowser {
  readonly gateway: GatewayUnderTest;
  readonly browser: Browser;
  readonly origin: string;
  /** What the browser finds at https://tracker.example. */
  readonly remote: RemoteHost;
  readonly provider: FakeProvider;
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Opens the attachment and presses its button; `body` is the sealed text. Waits for the portal's script unless told otherwise. */
  openAttachment(page: Page, body?: string, waitUntil?: 'load' | 'commit'): Promise<void>;
  stop(): Promise<void>;
}

export async function startPortalInBrowser(): Promise<PortalInBrowser> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const gateway = await startGateway({ publicUrl: new URL(origin) });
  await gateway.app.listen({ host: '127.0.0.1', port });
  const remote = await startRemoteHost();
  const provider = await startFakeProvider();
  const rules = [
    `MAP ${REMOTE_NAME} 127.0.0.1:${remote.port}`,
    ...PROVIDER_NAMES.map((name) => `MAP ${name} 127.0.0.1:${provider.port}`),
  ];
  const resolve = `--host-resolver-rules=${rules.join(',')}`;
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...FLAGS, resolve] });
  const directory = mkdtempSync(join(tmpdir(), 'postern-gateway-'));
  return {
    gateway,
    browser,
    origin,
    remote,
    provider,
    newPage: async (options) => (await browser.newContext({ ignoreHTTPSErrors: true, ...options })).newPage(),
    openAttachment: async (page, body = SEALED.body, waitUntil = 'load') => {
      const file = join(directory, 'message.html');
      writeFileSync(file, attachment(origin, body));
      await page.goto(pathToFileURL(file).href);
      await page.getByRole('button', { name: 'Open' }).click({ noWaitAfter: true });
      await page.waitForURL(`${origin}/open`, { waitUntil });
    },
    stop: async () => {
      await browser.close();
      await remote.stop();
      await provider.stop();
      await gateway.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

function attachment(origin: string, body: string): string {
  return `<!DOCTYPE html><form method="post" enctype="multipart/form-data" action="${origin}/open">
<input type="hidden" name="capsule" value="${SEALED.capsule}"><input type="hidden" name="body" value="${body}"><button>Open</button></form>`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
