import { type handleUnaryCall, Metadata, status } from '@grpc/grpc-js';
import type {
  AgreeRequest__Output,
  AgreeResponse,
  KeyAgreementServiceHandlers,
  ListKeysRequest__Output,
  ListKeysResponse,
} from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { KeyCustody, Point } from '../key-custody.ts';
import { COORDINATE_BYTES, isOnCurve, KEY_ID } from './read-answers.ts';

/** A plug-in's answers are a status and nothing else: no text could say what must not be said. */
function answerOf(code: status) {
  return { code, details: '', metadata: new Metadata() };
}

export function createHandlers(custody: KeyCustody): KeyAgreementServiceHandlers {
  const ListKeys: handleUnaryCall<ListKeysRequest__Output, ListKeysResponse> = (_call, callback) => {
    custody.list().then(
      (keys) => callback(null, { keys: keys.map(({ keyId, x, y }) => ({ keyId, x: bytes(x), y: bytes(y) })) }),
      () => callback(answerOf(status.UNAVAILABLE)),
    );
  };
  const Agree: handleUnaryCall<AgreeRequest__Output, AgreeResponse> = ({ request }, callback) => {
    const ephemeral = pointOf(request);
    if (ephemeral === undefined || !KEY_ID.test(request.keyId)) {
      callback(answerOf(status.INVALID_ARGUMENT));
      return;
    }
    custody.agree(request.keyId, ephemeral).then(
      (sharedSecret) => callback(null, { sharedSecret }),
      (thrown: unknown) => callback(answerOf(isRefusal(thrown) ? status.NOT_FOUND : status.UNAVAILABLE)),
    );
  };
  return { ListKeys, Agree };
}

function pointOf({ x, y }: AgreeRequest__Output): Point | undefined {
  if (x.length !== COORDINATE_BYTES || y.length !== COORDINATE_BYTES) return undefined;
  const point = { x: x.toString('base64url'), y: y.toString('base64url') };
  return isOnCurve(point) ? point : undefined;
}

function bytes(coordinate: string): Buffer {
  return Buffer.from(coordinate, 'base64url');
}

/** The point was good, so what the custody refused is the key. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof PosternError && thrown.code === 'keyrelease.refused';
}
