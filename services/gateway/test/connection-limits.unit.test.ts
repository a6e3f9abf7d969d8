// What clients get away with that hold a connection and send next to nothing,
// or nothing but crumbs. On real sockets, with limits of a fraction of a second.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/http/app.ts';
import { CONNECTION_LIMITS } from '../src/http/connection-limits.ts';
import { type GatewayUnderTest, multipart, SEALED, startGateway } from './gateway-under-test.ts';

const limits = {
  ...CONNECTION_LIMITS,
  headersMs: 300,
  checkEveryMs: 50,
  uploadWindowMs: 200,
  minUploadBytes: 4_096,
  answerMs: 1_000,
};
let gateway: GatewayUnderTest;
let app: FastifyInstance;
let port: number;
beforeAll(async () => {
  gateway = await startGateway();
  app = await createApp(gateway.portal, gateway.services.platform, limits);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});

async function dial(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // That the other side ends it at once is what these tests are about.
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** All that arrives until the other side closes. */
async function untilClosed(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

/** Sends one byte every 20 ms for as long as the connection is open. */
function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('a'), 20);
  socket.once('close', () => clearInterval(timer));
}

const uploadHead = (headers: string) =>
  `POST /open HTTP/1.1\r\nHost: portal.example.org\r\nContent-Type: multipart/form-data; boundary=b\r\n${headers}\r\n\r\n`;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a connection', () => {
  it('that says nothing is closed', async () => {
    expect(await untilClosed(await dial())).not.toContain('200 OK');
  });

  it('whose request never ends to begin is answered and closed', async () => {
    const socket = await dial();
    socket.write('GET / HTTP/1.1\r\nHost: portal.example.org\r\nX-Slow: ');
    trickle(socket);
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that two hundred others hold open does not keep a reader out', async () => {
    const held = await Promise.all(Array.from({ length: 200 }, dial));
    for (const socket of held) socket.write('POST /open HTTP/1.1\r\nHost: portal.example.org\r\nX-Slow: ');
    const reader = await dial();
    reader.write('GET / HTTP/1.1\r\nHost: portal.example.org\r\nConnection: close\r\n\r\n');
    expect(await untilClosed(reader)).toMatch(/^HTTP\/1\.1 200 /);
    await Promise.all(held.map(untilClosed));
    await until(() => gateway.portal.bytesInFlight.held === 0);
  });
});

describe('bytes that are no request', () => {
  it.each([
    ['nonsense', 'no such thing\r\n\r\n', 400],
    ['two lengths', 'POST /open HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    [
      'a length and chunks',
      'POST /open HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a head without end', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s: an answer that says as much about itself as any other', async (_what, bytes, status) => {
    const socket = await dial();
    socket.write(bytes);
    const answer = await untilClosed(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const header of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'cache-control'])
      expect(answer).toContain(`\r\n${header}: `);
    expect(answer).toContain('\r\nstrict-transport-security: max-age=31536000; includeSubDomains\r\n');
  });
});

describe('TRACE', () => {
  it('is not known here, and says nothing back', async () => {
    const socket = await dial();
    socket.write('TRACE / HTTP/1.1\r\nHost: portal.example.org\r\nX-Secret: say-it-again\r\nConnection: close\r\n\r\n');
    const answer = await untilClosed(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('say-it-again');
  });
});

describe('an upload', () => {
  it('that brings next to nothing is ended, and nothing stays of it', async () => {
    const socket = await dial();
    socket.write(`${uploadHead('Content-Length: 1000000')}--b\r\nContent-Disposition: form-data; name="body"\r\n\r\n`);
    trickle(socket);
    await untilClosed(socket);
    await until(() => gateway.portal.bytesInFlight.held === 0);
  });

  it('that is slow and does not stop is taken', async () => {
    const { payload, headers } = multipart({ ...SEALED, body: 'x'.repeat(100_000) });
    const socket = await dial();
    const answer = untilClosed(socket);
    const head = uploadHead(`Connection: close\r\nContent-Length: ${payload.length}`);
    socket.write(head.replace('multipart/form-data; boundary=b', headers['content-type']));
    const pieces = Array.from({ length: 20 }, (_, index) =>
      payload.subarray((index * payload.length) / 20, ((index + 1) * payload.length) / 20),
    );
    const timer = setInterval(() => {
      const piece = pieces.shift();
      if (piece === undefined) clearInterval(timer);
      else socket.write(piece);
    }, 25);
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each(['/open', '/sign-in', '/no-such-path'])('in chunks of one byte to %s is cut off', async (path) => {
    const accepted: Promise<Socket> = once(app.server, 'connection').then(([socket]) => socket);
    const socket = await dial();
    socket.write(uploadHead('Transfer-Encoding: chunked').replace('/open', path));
    for (let index = 0; index < 400; index++) socket.write('1\r\nx\r\n'.repeat(1_000));
    await untilClosed(socket);
    expect((await accepted).bytesRead).toBeLessThan(400_000);
  });
});

describe('an answer', () => {
  it('that its reader does not take is ended, and the message is let go', async () => {
    const { payload, headers } = multipart({ ...SEALED, body: 'x'.repeat(24 * 1024 * 1024) });
    const socket = await dial();
    socket.pause();
    socket.write(
      uploadHead(`Content-Length: ${payload.length}`).replace('multipart/form-data; boundary=b', headers['content-type']),
    );
    socket.write(payload);
    await until(() => gateway.portal.bytesInFlight.held > 24 * 1024 * 1024);
    await until(() => gateway.portal.bytesInFlight.held === 0);
    socket.destroy();
  });
});
