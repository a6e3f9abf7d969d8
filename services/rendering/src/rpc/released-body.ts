// Both calls begin alike: a first message with capsule and grant, then the
// body in chunks. key-release is asked while the body is still arriving; what
// arrives is bounded and nothing of it is looked at before the key is here.
import type { KEY_RELEASE, ReleaseResponse__Output, SealedHead__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { CallContext, createRpcClient } from '@postern/rpc';
import type { BytesInFlight } from '../domain/bytes-in-flight.ts';

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

export interface ReleasedBody<Open> {
  readonly open: Open;
  readonly body: Buffer;
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
  const chunks: Buffer[] = [];
  let bytes = 0;
  let opened: { readonly open: Open; readonly releasing: Promise<ReleaseResponse__Output> } | undefined;
  try {
    for await (const { open, chunk } of requests) {
      if (open && opened === undefined) opened = { open, releasing: release(open.sealed, context, keyRelease) };
      else if (chunk && opened !== undefined) {
        if (bytes + chunk.length > maxBodyBytes) throw new PosternError('rendering.too_large');
        inFlight.take(chunk.length);
        bytes += chunk.length;
        chunks.push(chunk);
      } else throw new PosternError('call.invalid');
    }
    if (opened === undefined) throw new PosternError('call.invalid');
    const released = await opened.releasing;
    return await use({ open: opened.open, body: Buffer.concat(chunks, bytes), released });
  } finally {
    inFlight.give(bytes);
  }
}

function release(
  sealed: SealedHead__Output | null,
  context: CallContext,
  keyRelease: KeyReleaseClient,
): Promise<ReleaseResponse__Output> {
  if (sealed === null) throw new PosternError('call.invalid');
  const releasing = keyRelease.release(
    { capsule: sealed.capsule, grant: sealed.grant },
    { timeoutMs: RELEASE_TIMEOUT_MS, within: context },
  );
  // It is awaited later; until then a failure is not an unhandled one.
  releasing.catch(() => {});
  return releasing;
}
