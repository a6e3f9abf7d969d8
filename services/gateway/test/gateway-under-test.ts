import { SettingsReader } from '@postern/config';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { GatewayConfig } from '../src/config.ts';
import { openDeps } from '../src/deps.ts';
import { createApp } from '../src/http/app.ts';
import { createIssuerList } from '../src/http/issuers.ts';
import { createPortal, type Portal } from '../src/http/portal.ts';
import { readRateLimits } from '../src/rate-limit-settings.ts';
import { fakeOidc } from './fake-oidc.ts';
import { type FakeServices, startFakeServices } from './fake-services.ts';

export const ORIGIN = 'https://portal.example.org';

export interface GatewayUnderTest {
  readonly services: FakeServices;
  readonly portal: Portal;
  readonly app: FastifyInstance;
  /** A request as a page of the portal makes it. */
  send(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** From now on there are providers to sign in with, whose page is there. */
  offerAccounts(authorizationUrl: string): void;
  /** The services answer as at the start, and the list of providers is asked for again. */
  reset(): void;
  stop(): Promise<void>;
}

export async function startGateway(overrides: Partial<GatewayConfig> = {}): Promise<GatewayUnderTest> {
  const services = await startFakeServices();
  const config: GatewayConfig = {
    listen: { host: '127.0.0.1', port: 0 },
    publicUrl: new URL(ORIGIN),
    strictSubdomains: true,
    identityTarget: services.targets.identity,
    keyReleaseTarget: services.targets.keyRelease,
    renderingTarget: services.targets.rendering,
    usageBus: { kind: 'memory' },
    maxFormBytes: 36 * 1024 * 1024,
    bytesInFlight: 256 * 1024 * 1024,
    trustedProxies: [],
    rateLimits: readRateLimits(new SettingsReader({}), (name) => name),
    operator: undefined,
    docsUrl: undefined,
    ...overrides,
  };
  const deps = openDeps(config, services.platform);
  const portal: { -readonly [Key in keyof Portal]: Portal[Key] } = createPortal(config, deps);
  const app = await createApp(portal, services.platform);
  return {
    services,
    portal,
    app,
    send: (request) =>
      app.inject({
        ...request,
        headers: { host: config.publicUrl.host, 'sec-fetch-site': 'same-origin', ...request.headers },
      }),
    offerAccounts: (authorizationUrl) => {
      Object.assign(services.identity, fakeOidc(authorizationUrl, config.publicUrl.origin));
      portal.issuers = createIssuerList(deps);
    },
    reset: () => {
      services.reset();
      portal.issuers = createIssuerList(deps);
    },
    stop: async () => {
      await app.close();
      await deps.close(0);
      await services.stop();
    },
  };
}

type FormFields = Readonly<Record<string, string | { readonly fileName: string; readonly contents: string | Buffer }>>;

/** A multipart form as a browser sends it (RFC 7578). */
export function multipart(fields: FormFields): { payload: Buffer; headers: { 'content-type': string } } {
  const boundary = '----WebKitFormBoundaryq1w2e3';
  const parts = Object.entries(fields).flatMap(([name, value]) => {
    const isText = typeof value === 'string';
    const disposition = `form-data; name="${name}"${isText ? '' : `; filename="${value.fileName}"`}`;
    const type = isText ? '' : 'Content-Type: text/html\r\n';
    const contents = isText ? value : value.contents;
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: ${disposition}\r\n${type}\r\n`),
      Buffer.from(contents),
      Buffer.from('\r\n'),
    ];
  });
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

export const SEALED = { capsule: 'eyJhbGciOi.\r\nJ9-capsule_', body: 'eyJhbGciOi.\r\n.body-of_the.\r\nmessage' } as const;
