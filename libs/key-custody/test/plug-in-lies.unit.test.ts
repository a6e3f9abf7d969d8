// A plug-in that answers, and answers wrongly. Whatever it says that cannot be true is no answer.
import { randomBytes } from 'node:crypto';
import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AgreeResponse, KEY_AGREEMENT, type ListKeysResponse } from '@postern/contracts';
import type { KeyCustody } from '../src/key-custody.ts';
import { openPlugInCustody } from '../src/plug-in/plug-in-custody.ts';
import { makePair, type Pair } from './key-pairs.ts';
import { socketDirectory } from './plug-in-process.ts';

type Answers = { readonly keys?: ListKeysResponse; readonly secret?: AgreeResponse; readonly status?: status };

let directory: Awaited<ReturnType<typeof socketDirectory>>;
let server: Server;
let custody: KeyCustody;
let answers: Answers;
let asked: number;

beforeEach(async () => {
  asked = 0;
  directory = await socketDirectory();
  server = new Server();
  const answer = (which: 'keys' | 'secret') => (_call: unknown, callback: (error: object | null, answer?: object) => void) => {
    asked += 1;
    if (answers.status === undefined) callback(null, answers[which] ?? {});
    else callback({ code: answers.status, details: 'said by the plug-in', metadata: new Metadata() });
  };
  server.addService(KEY_AGREEMENT.definition, { ListKeys: answer('keys'), Agree: answer('secret') });
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${directory.socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    );
  });
  custody = openPlugInCustody(new URL(`kms+unix://${directory.socket}`));
});

afterEach(async () => {
  await custody.close();
  server.forceShutdown();
  await directory.remove();
});

const bytes = (coordinate: string) => Buffer.from(coordinate, 'base64url');
const onTheWire = ({ publicKey: { keyId, x, y } }: Pair) => ({ keyId, x: bytes(x), y: bytes(y) });
const pair = makePair();
const honest = onTheWire(pair);

describe('a plug-in that lists its keys', () => {
  it('is believed when it has 32 of them', async () => {
    answers = { keys: { keys: Array.from({ length: 32 }, () => onTheWire(makePair())) } };
    expect(await custody.list()).toHaveLength(32);
  });

  it.each<[string, ListKeysResponse]>([
    ['33 keys', { keys: Array.from({ length: 33 }, () => onTheWire(makePair())) }],
    ['an id twice', { keys: [honest, honest] }],
    ["another key's id", { keys: [{ ...honest, keyId: makePair().publicKey.keyId }] }],
    ['an id that is none', { keys: [{ ...honest, keyId: 'a b' }] }],
    ['no id', { keys: [{ ...honest, keyId: '' }] }],
    ['a coordinate of 31 bytes', { keys: [{ ...honest, x: honest.x.subarray(1) }] }],
    ['a coordinate of 33 bytes', { keys: [{ ...honest, x: Buffer.concat([Buffer.of(0), honest.x]) }] }],
    ['a point off the curve', { keys: [{ ...honest, y: honest.x }] }],
    ['the point at the origin', { keys: [{ ...honest, x: Buffer.alloc(32), y: Buffer.alloc(32) }] }],
    ['a megabyte', { keys: [{ ...honest, keyId: 'x'.repeat(1_000_000) }] }],
  ])('is not believed with %s', async (_what, keys) => {
    answers = { keys };
    await expect(custody.list()).rejects.toMatchObject({ code: 'keyrelease.unavailable' });
  });
});

describe('a plug-in that agrees', () => {
  it.each([0, 1, 31, 33, 64])('is not believed with %i bytes', async (length) => {
    answers = { secret: { sharedSecret: randomBytes(length) } };
    await expect(custody.agree(honest.keyId, pair.publicKey)).rejects.toMatchObject({ code: 'keyrelease.unavailable' });
  });

  it.each([
    [status.NOT_FOUND, 'keyrelease.refused'],
    [status.INVALID_ARGUMENT, 'keyrelease.refused'],
    [status.OK, 'keyrelease.unavailable'],
    [status.PERMISSION_DENIED, 'keyrelease.unavailable'],
    [status.UNAUTHENTICATED, 'keyrelease.unavailable'],
    [status.RESOURCE_EXHAUSTED, 'keyrelease.unavailable'],
    [status.UNIMPLEMENTED, 'keyrelease.unavailable'],
    [status.INTERNAL, 'keyrelease.unavailable'],
    [status.UNAVAILABLE, 'keyrelease.unavailable'],
  ])('and says status %i means %s', async (said, code) => {
    answers = { status: said };
    await expect(custody.agree(honest.keyId, pair.publicKey)).rejects.toMatchObject({ code, message: code });
  });

  it('is never asked for a point that is not on the curve', async () => {
    const { x } = pair.publicKey;
    await expect(custody.agree(honest.keyId, { x, y: x })).rejects.toMatchObject({ code: 'keyrelease.refused' });
    expect(asked).toBe(0);
  });

  it('has no say in whether keys can be listed', async () => {
    answers = { status: status.NOT_FOUND };
    await expect(custody.list()).rejects.toMatchObject({ code: 'keyrelease.unavailable' });
  });
});
