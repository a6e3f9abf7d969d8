import { type handleUnaryCall, Metadata, status } from '@grpc/grpc-js';
import type {
  AgreeRequest__Output,
  AgreeResponse,
  KeyAgreementServiceHandlers,
  ListKeysRequest__Output,
  ListKeysResponse,
} from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { KeyCustody } from '../key-custody.ts';
import { coordinateBytes, isPoint, KEY_ID } from './point.ts';

/** A plug-in's answers are a status and nothing else: no text could say what must not be said. */
function answerOf(code: status) {
  return { code, details: '', metadata: new Metadata() };
}

export function createHandlers(custody: KeyCustody): KeyAgreementServiceHandlers {
  const ListKeys: handleUnaryCall<ListKeysRequest__Output, ListKeysResponse> = (_call, callback) => {
    custody.list().then(
      (keys) =>
        callback(null, { keys: keys.map(({ keyId, x, y }) => ({ keyId, x: coordinateBytes(x), y: coordinateBytes(y) })) }),
      () => callback(answerOf(status.UNAVAILABLE)),
    );
  };
  const Agree: handleUnaryCall<AgreeRequest__Output, AgreeResponse> = ({ request }, callback) => {
    const ephemeral = { x: request.x.toString('base64url'), y: request.y.toString('base64url') };
    if (!KEY_ID.test(request.keyId) || !isPoint(ephemeral)) {
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

/** The point was good, so what the custody refused is the key. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof PosternError && thrown.code === 'keyrelease.refused';
}
