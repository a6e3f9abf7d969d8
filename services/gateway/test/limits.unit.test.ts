// Limits are about what happens on a real connection, so these tests listen.
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, multipart, startGateway } from './gateway-under-test.ts';

const KIB = 1024;
let gateway: GatewayUnderTest;
let port: number;
beforeAll(async () => {
  gateway = await startGateway({ maxFormBytes: 128 * KIB, bytesInFlight: 160 * KIB });
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  const address = gateway.app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => gateway.stop());

interface Answer {
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** Begins a POST /open; `end` sends the rest and resolves to the answer. */
function beginUpload(headers: Record<string, string>) {
  const answer = Promise.withResolvers<Answer>();
  const request = httpRequest(
    { port, host: '127.0.0.1', method: 'POST', path: '/open', headers: { host: 'portal.example.org', ...headers } },
    async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      answer.resolve({ status: response.statusCode, retryAfter: response.headers['retry-after'], body });
    },
  );
  request.on('error', answer.reject);
  return { request, answer: answer.promise };
}

async function upload(bodyBytes: number): Promise<Answer> {
  const { payload, headers } = multipart({ capsule: 'c', body: 'x'.repeat(bodyBytes) });
  const { request, answer } = beginUpload(headers);
  request.end(payload);
  return answer;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a form', () => {
  it('that is too large gets its page after the upload, and leaves nothing behind', async () => {
    const { status, body } = await upload(300 * KIB);
    expect([status, body.includes('gateway.too_large')]).toEqual([413, true]);
    await until(() => gateway.portal.bytesInFlight.held === 0);
  });

  it('that fits is taken, again and again', async () => {
    for (let i = 0; i < 5; i++) expect((await upload(100 * KIB)).status).toBe(200);
  });

  it('finds no room while others hold it, is told when to come back, and finds it when they have gone', async () => {
    const { payload, headers } = multipart({ capsule: 'c', body: 'x'.repeat(100 * KIB) });
    const slow = beginUpload({ ...headers, 'content-length': String(payload.length) });
    slow.request.write(payload.subarray(0, 90 * KIB));
    await until(() => gateway.portal.bytesInFlight.held >= 90 * KIB);

    const refused = await upload(100 * KIB);
    expect([refused.status, refused.retryAfter, refused.body.includes('gateway.busy')]).toEqual([503, '30', true]);

    slow.request.destroy();
    await slow.answer.catch(() => {});
    await until(() => gateway.portal.bytesInFlight.held === 0);
    expect((await upload(100 * KIB)).status).toBe(200);
  });

  it('without end is cut off', async () => {
    const { headers } = multipart({});
    const { request, answer } = beginUpload({ ...headers, 'transfer-encoding': 'chunked' });
    answer.catch(() => {});
    const closed = new Promise<void>((resolve) => request.once('close', resolve));
    const chunk = Buffer.alloc(64 * KIB, 'x');
    const more = () => {
      if (!request.destroyed) request.write(chunk, more);
    };
    more();
    await closed;
    expect(request.destroyed).toBe(true);
  });
});
