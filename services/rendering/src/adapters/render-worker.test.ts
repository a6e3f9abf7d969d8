import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { bodyDigest, sealBody } from '@postern/envelope';
import { transferableSymbol, valueSymbol } from 'piscina';
import work from './render-worker.ts';
import type { Task } from './task.ts';

const MAIL = Buffer.from(
  'Subject: Hi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n' +
    'Content-Type: text/csv\r\nContent-Disposition: attachment\r\n\r\n1;2\r\n--b--\r\n',
);

function task(want: Task['want'], mail = MAIL): Task {
  const key = randomBytes(32);
  const body = sealBody(mail, key, randomBytes(12));
  return { body: new Uint8Array(body), contentKey: new Uint8Array(key), bodyDigest: new Uint8Array(bodyDigest(body)), want };
}

describe('the work on a message', () => {
  it.each([
    ['a document', { kind: 'message', remoteContent: 'blocked' }, 'html'],
    ['an attachment', { kind: 'attachment', index: 0 }, 'content'],
  ] as const)('hands over the memory of %s, and nothing lies in it but that', async (_name, want, bytes) => {
    const moved = await work(task(want));
    const value: unknown = Reflect.get(Object(moved), valueSymbol);
    const [memory] = Reflect.get(Object(moved), transferableSymbol);
    const [handed] = Object.values(Object(value)).filter((each) => typeof each === 'object');
    expect(handed).toHaveProperty(bytes);
    expect(Reflect.get(Object(handed), bytes).buffer).toBe(memory);
    expect(Reflect.get(Object(handed), bytes).byteLength).toBe(memory.byteLength);
  });

  it('wipes the key when it could open the body', async () => {
    const opened = task({ kind: 'message', remoteContent: 'blocked' });
    await work(opened);
    expect(Buffer.from(opened.contentKey)).toEqual(Buffer.alloc(32));
  });

  it('wipes the key when it could not', async () => {
    const altered = { ...task({ kind: 'message', remoteContent: 'blocked' }), bodyDigest: new Uint8Array(32) };
    expect(await work(altered)).toEqual({ kind: 'error', code: 'rendering.refused' });
    expect(Buffer.from(altered.contentKey)).toEqual(Buffer.alloc(32));
  });

  it('says where an unknown error was thrown, and not what it said', async () => {
    const broken = task({ kind: 'message', remoteContent: 'blocked' });
    broken.contentKey.buffer.transfer();
    const answer = await work(broken);
    expect(answer).toMatchObject({ kind: 'error', code: 'internal', stack: expect.stringMatching(/^ {4}at .*\n/) });
    expect(JSON.stringify(answer)).not.toMatch(/detached/i);
  });
});
