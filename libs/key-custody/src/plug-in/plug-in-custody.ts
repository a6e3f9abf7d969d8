// Keys that somebody else's program keeps: the client side of
// proto/postern/kms/v1. It sends two coordinates and gets one back; that is
// all a plug-in ever learns of a message.
import { type ChannelCredentials, credentials, status } from '@grpc/grpc-js';
import { channelCredentials, type TlsMaterial } from '@postern/authority';
import { PosternError } from '@postern/errors';
import { BoundedCalls } from '../bounded-calls.ts';
import type { KeyCustody } from '../key-custody.ts';
import { type PlugInAddress, parsePlugInAddress } from './plug-in-address.ts';
import { PlugInChannel, type PlugInMethods } from './plug-in-channel.ts';
import { coordinateBytes, isPoint, KEY_ID } from './point.ts';
import { readKeys, readSharedSecret } from './read-answers.ts';
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
  /** How long a call waits for a plug-in that went away to come back; 1,000 unless told. */
  readonly patienceMs?: number;
}

const TIMEOUT_MS = 5_000;
const AT_ONCE = 32;
const WAITING = 256;
/** Whoever asks while a plug-in starts again waits a little, instead of being sent away. */
const PATIENCE_MS = 1_000;

/**
 * Custody by a plug-in. Does not connect yet: `list` says whether it is there.
 * Throws an Error for a URL that is none, for `kms+tls:` without certificates,
 * and for a socket that everybody could use or replace.
 */
export function openPlugInCustody(url: URL, options: PlugInOptions = {}): KeyCustody {
  const address = parsePlugInAddress(url);
  if (isExposed(address)) throw new Error('the Unix socket of the key plug-in, or its directory, is writable by everybody');
  const channel = new PlugInChannel(targetOf(address), credentialsFor(address, options.tls));
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const calls = new BoundedCalls({ atOnce: options.atOnce ?? AT_ONCE, waiting: options.waiting ?? WAITING });

  function ask<Method extends keyof PlugInMethods>(method: Method, request: PlugInMethods[Method]['request']) {
    const deadline = Date.now() + (options.timeoutMs ?? TIMEOUT_MS);
    return calls.run(deadline, async () => {
      refuseExposed(address);
      try {
        return await channel.call(method, request, deadline);
      } catch (thrown) {
        const wasCut = hasStatus(thrown, status.UNAVAILABLE);
        if (!wasCut || !(await channel.connected(Math.min(deadline, Date.now() + patienceMs)))) throw thrown;
      }
      refuseExposed(address);
      return channel.call(method, request, deadline);
    });
  }

  return {
    async list() {
      const answer = await ask('ListKeys', {}).catch((thrown: unknown) => {
        throw new PosternError('keyrelease.unavailable', { cause: thrown });
      });
      return readKeys(answer);
    },
    async agree(keyId, ephemeral) {
      // A point off the curve never reaches a plug-in: a careless one would answer with something
      // that tells about its key (the invalid-curve attack, NIST SP 800-56A section 5.6.2.3.3).
      if (!KEY_ID.test(keyId) || !isPoint(ephemeral)) throw new PosternError('keyrelease.refused');
      const request = { keyId, x: coordinateBytes(ephemeral.x), y: coordinateBytes(ephemeral.y) };
      const answer = await ask('Agree', request).catch((thrown: unknown) => {
        const isRefused = hasStatus(thrown, status.NOT_FOUND) || hasStatus(thrown, status.INVALID_ARGUMENT);
        throw new PosternError(isRefused ? 'keyrelease.refused' : 'keyrelease.unavailable', { cause: thrown });
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
  return channelCredentials(tls);
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

function hasStatus(thrown: unknown, code: status): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
