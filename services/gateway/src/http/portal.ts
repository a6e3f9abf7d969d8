import type { FastifyReply, FastifyRequest } from 'fastify';
import { FileThreads } from '../adapters/file-threads.ts';
import type { GatewayConfig } from '../config.ts';
import type { GatewayDeps } from '../deps.ts';
import { type Browser, classifyBrowser } from '../domain/browser.ts';
import { BytesInFlight } from '../domain/bytes-in-flight.ts';
import type { IssuerList } from '../domain/issuer-list.ts';
import { ownPath } from '../domain/own-path.ts';
import { createEvents, type Events } from '../events.ts';
import { createLanguageTexts, type LanguageTexts } from '../messages/catalogues.ts';
import { ENGLISH } from '../messages/texts.ts';
import type { PageContext } from '../pages/document.ts';
import { type Assets, loadAssets } from './assets.ts';
import { createIssuerList } from './issuers.ts';
import { readSealedForm, type SealedForm } from './sealed-form.ts';

/** The most that each callee may take, in milliseconds. */
export const TIMEOUTS = {
  describe: 5_000,
  passcode: 8_000,
  /** identity gives a provider 5 s for its metadata, and as much again for each of its tokens and its keys. */
  oidcBegin: 7_000,
  oidcComplete: 16_000,
  grant: 5_000,
  /** Until every in-sync replica of Kafka has it. */
  revoke: 10_000,
  render: 60_000,
  part: 300_000,
} as const;

declare module 'fastify' {
  interface FastifyRequest {
    /** All that is kept of the User-Agent header. */
    browser: Browser;
  }
}

/** What the routes share. */
export interface Portal {
  readonly config: GatewayConfig;
  readonly deps: GatewayDeps;
  readonly events: Events;
  readonly assets: Assets;
  readonly bytesInFlight: BytesInFlight;
  readonly files: FileThreads;
  readonly issuers: IssuerList;
  readonly languages: LanguageTexts;
  /** Unix seconds. */
  readonly now: () => number;
}

export function createPortal(config: GatewayConfig, deps: GatewayDeps): Portal {
  return {
    config,
    deps,
    events: createEvents(deps.usage),
    assets: loadAssets(),
    bytesInFlight: new BytesInFlight(config.bytesInFlight, Math.max(config.maxFormBytes, config.bytesInFlight / 2)),
    files: new FileThreads(),
    issuers: createIssuerList(deps),
    languages: createLanguageTexts(),
    now: () => Math.floor(Date.now() / 1000),
  };
}

export function pageContext({ config, assets }: Portal, request: FastifyRequest): PageContext {
  return {
    // A path that cannot be decoded is refused before anybody asks for a language.
    texts: request.texts ?? ENGLISH,
    path: request.method === 'GET' ? ownPath(request.url) : '/',
    host: config.publicUrl.host,
    asset: assets.url,
    maxFormBytes: config.maxFormBytes,
    keepsSealed: request.headers['postern-keeps'] === 'sealed',
  };
}

/** The form of this request; its bytes count as held until the answer has left or the reader has gone. */
export function readForm(
  { config, bytesInFlight }: Pick<Portal, 'config' | 'bytesInFlight'>,
  request: Pick<FastifyRequest, 'raw' | 'client'>,
  reply: Pick<FastifyReply, 'raw'>,
): Promise<SealedForm> {
  const reservation = bytesInFlight.reserve(request.client.site);
  whenGone(reply, reservation.release);
  return readSealedForm(request.raw, { maxBytes: config.maxFormBytes, reservation });
}

/** Aborts when the reader goes away before the answer has left. */
export function readerGone(reply: Pick<FastifyReply, 'raw'>): AbortSignal {
  const gone = new AbortController();
  whenGone(reply, () => gone.abort());
  return gone.signal;
}

/** `close` comes once, and may have come while something else was waited for. */
function whenGone({ raw }: Pick<FastifyReply, 'raw'>, then: () => void): void {
  if (raw.closed || raw.destroyed) then();
  else raw.once('close', then);
}

/** Classifies the browser and forgets how it called itself. */
export function forgetUserAgent(request: FastifyRequest): void {
  request.browser = classifyBrowser(request.headers['user-agent']);
  delete request.headers['user-agent'];
}
