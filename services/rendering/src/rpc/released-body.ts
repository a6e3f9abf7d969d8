// Both calls begin alike: a first message with capsule and grant, then the
// body in chunks. key-release is asked while the body is still arriving; what
// arrives is bounded and nothing of it is looked at before the key is here. A
// key that is not released ends the call at the next chunk, and one that is
// released is wiped when the call ends, however it ends.
import type { KEY_RELEASE, ReleaseResponse__Output, SealedHead__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { CallContext, createRpcClient } from '@postern/rpc';
import type { BytesInFlight } from '../domain/bytes-in-flight.ts';
import { GrowingBody } from '../domain/growing-body.ts';

type AnyKeyReleaseClient = ReturnType<
  typeof createRpcClient<
    NonNullable<(typeof KEY_RELEASE)['types']>['handlers'],
    NonNullable<(typeof KEY_RELEASE)['types']>['definition']
  >
>;
export type KeyReleaseClient = Pick<AnyKeyReleaseClient['methods'], 'release'>;

const RELEASE_TIMEOUT_MS = 5_000;

interface Message<Open> {
  readonly open?: Open | null;
  readonly chunk?: Buffer;
}

interface Opened<Open> {
  readonly open: Open;
  readonly release: Release;
}

export interface ReleasedBody<Open> {
  readonly open: Open;
  /** In memory of its own: it may change hands. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Its content key is wiped afterwards. */
  readonly released: ReleaseResponse__Output;
}

export interface BodyLimits {
  readonly maxBodyBytes: number;
  readonly inFlight: BytesInFlight;
}

/** Reads one request and hands it to `use`; its bytes count as in flight until that is done. */
export async function withReleasedBody<Open extends { readonly sealed: SealedHead__Output | null }, Result>(
  requests: AsyncIterable<Message<Open>>,
  context: CallContext,
  keyRelease: KeyReleaseClient,
  { maxBodyBytes, inFlight }: BodyLimits,
  use: (body: ReleasedBody<Open>) => Promise<Result>,
): Promise<Result> {
  const body = new GrowingBody();
  let opened: Opened<Open> | undefined;
  let counted = 0;
  try {
    for await (const { open, chunk } of requests) {
      if (open && opened === undefined) opened = { open, release: askFor(open.sealed, context, keyRelease) };
      else if (chunk && opened !== undefined) {
        opened.release.throwIfRefused();
        if (body.bytes + chunk.length > maxBodyBytes) throw new PosternError('rendering.too_large');
        inFlight.take(chunk.length);
        counted += chunk.length;
        body.append(chunk);
      } else throw new PosternError('call.invalid');
    }
    if (opened === undefined) throw new PosternError('call.invalid');
    const released = await opened.release.response;
    return await use({ open: opened.open, body: body.take(), released });
  } finally {
    opened?.release.wipe();
    inFlight.give(counted);
  }
}

interface Release {
  readonly response: Promise<ReleaseResponse__Output>;
  /** Throws what key-release answered, if it has refused already. */
  throwIfRefused(): void;
  /** Overwrites the content key, as soon as there is one. */
  wipe(): void;
}

function askFor(sealed: SealedHead__Output | null, context: CallContext, keyRelease: KeyReleaseClient): Release {
  if (sealed === null) throw new PosternError('call.invalid');
  const { capsule, grant } = sealed;
  const response = keyRelease.release({ capsule, grant }, { timeoutMs: RELEASE_TIMEOUT_MS, within: context });
  let refusal: { readonly thrown: unknown } | undefined;
  // Listening here also keeps a failure from being an unhandled one until somebody awaits it.
  response.catch((thrown: unknown) => {
    refusal = { thrown };
  });
  return {
    response,
    throwIfRefused: () => {
      if (refusal !== undefined) throw refusal.thrown;
    },
    wipe: () => {
      response.then(
        ({ contentKey }) => contentKey.fill(0),
        () => {},
      );
    },
  };
}
