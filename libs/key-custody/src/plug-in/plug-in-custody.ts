// Keys that somebody else's program keeps: the client side of
// proto/postern/kms/v1. It sends two coordinates and gets one back; that is
// all a plug-in ever learns of a message.
import { type ChannelCredentials, credentials, status } from '@grpc/grpc-js';
import type { TlsMaterial } from '@postern/authority';
import { PosternError } from '@postern/errors';
import type { KeyCustody, Point } from '../key-custody.ts';
import { BoundedCalls } from './bounded-calls.ts';
import { type PlugInAddress, parsePlugInAddress } from './plug-in-address.ts';
import { PlugInChannel } from './plug-in-channel.ts';
import { COORDINATE_BYTES, isOnCurve, KEY_ID, readKeys, readSharedSecret } from './read-answers.ts';
import { socketState } from './socket-guard.ts';

export interface PlugInOptions {
  /** Needed for `kms+tls:`. The plug-in's certificate must name the host of the URL. */
  readonly tls?: TlsMaterial;
  /** For one call, its time in the queue included; 5,000 unless told. */
  readonly timeoutMs?: number;
  /** Calls under way at the same time; 32 unless told. */
  readonly atOnce?: number;
  /** Calls that wait for their turn; 256 unless told. */
  readonly waiting?: number;
}

const TIMEOUT_MS = 5_000;
const AT_ONCE = 32;
const WAITING = 256;

/**
 * Custody by a plug-in. Does not connect yet: `list` says whether it is there.
 * Throws an Error for a URL that is none, for `kms+tls:` without certificates,
 * and for a socket that everybody could use or replace.
 */
export function openPlugInCustody(url: URL, options: PlugInOptions = {}): KeyCustody {
  const address = parsePlugInAddress(url);
  if (isExposed(address)) throw new Error('the Unix socket of the key plug-in, or its directory, is writable by everybody');
  const channel = new PlugInChannel(targetOf(address), credentialsFor(address, options.tls));
  const calls = new BoundedCalls({ atOnce: options.atOnce ?? AT_ONCE, waiting: options.waiting ?? WAITING });
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  return {
    async list() {
      const answer = await calls.run(timeoutMs, async (leftMs) => {
        refuseExposed(address);
        return channel.call('ListKeys', {}, leftMs).catch((thrown: unknown) => {
          throw new PosternError('keyrelease.unavailable', { cause: thrown });
        });
      });
      return readKeys(answer);
    },
    async agree(keyId, ephemeral) {
      const request = { keyId, ...coordinatesOf(keyId, ephemeral) };
      const answer = await calls.run(timeoutMs, async (leftMs) => {
        refuseExposed(address);
        return channel.call('Agree', request, leftMs).catch((thrown: unknown) => {
          throw new PosternError(isRefusal(thrown) ? 'keyrelease.refused' : 'keyrelease.unavailable', { cause: thrown });
        });
      });
      return readSharedSecret(answer);
    },
    async close() {
      channel.close();
    },
  };
}

function targetOf(address: PlugInAddress): string {
  return address.kind === 'unix' ? `unix:${address.path}` : `dns:///${address.host}:${address.port}`;
}

function credentialsFor(address: PlugInAddress, tls: TlsMaterial | undefined): ChannelCredentials {
  if (address.kind === 'unix') return credentials.createInsecure();
  if (tls === undefined) throw new Error('kms+tls: needs certificates');
  return credentials.createSsl(Buffer.from(tls.caPem), Buffer.from(tls.keyPem), Buffer.from(tls.certificatePem));
}

/** Asked before every call: a plug-in that starts again makes a new socket. */
function refuseExposed(address: PlugInAddress): void {
  if (isExposed(address)) throw new PosternError('keyrelease.unavailable');
}

function isExposed(address: PlugInAddress): boolean {
  if (address.kind !== 'unix') return false;
  const state = socketState(address.path);
  return state === 'exposed' || state === 'not_a_socket';
}

/**
 * A point that is not on the curve never reaches a plug-in: a careless one
 * would answer with something that tells about its key (the invalid-curve attack,
 * NIST SP 800-56A section 5.6.2.3.3).
 */
function coordinatesOf(keyId: string, ephemeral: Point): { readonly x: Buffer; readonly y: Buffer } {
  const x = Buffer.from(ephemeral.x, 'base64url');
  const y = Buffer.from(ephemeral.y, 'base64url');
  const hasShape = KEY_ID.test(keyId) && x.length === COORDINATE_BYTES && y.length === COORDINATE_BYTES;
  if (!hasShape || !isOnCurve(ephemeral)) throw new PosternError('keyrelease.refused');
  return { x, y };
}

function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  return thrown.code === status.NOT_FOUND || thrown.code === status.INVALID_ARGUMENT;
}
