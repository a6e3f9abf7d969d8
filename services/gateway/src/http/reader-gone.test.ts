import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { BytesInFlight } from '../domain/bytes-in-flight.ts';
import { readerGone } from './portal.ts';
import { readSealedForm } from './sealed-form.ts';

/** An upload that was begun, and whose reader has gone before anybody looked. */
async function abandoned(): Promise<{ request: IncomingMessage; response: ServerResponse }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 99\r\n\r\nab');
  const [request, response] = await once(server, 'request');
  request.on('error', () => {});
  socket.destroy();
  await once(response, 'close');
  server.close();
  return { request, response };
}

it('tells at once that a reader has gone already', async () => {
  const { response } = await abandoned();
  expect(readerGone({ raw: response }).aborted).toBe(true);
});

it('does not wait for a form whose reader has gone already', async () => {
  const { request } = await abandoned();
  const form = readSealedForm(request, { maxBytes: 1_000, reservation: new BytesInFlight(1_000, 1_000).reserve('192.0.2.1') });
  await expect(form).rejects.toMatchObject({ code: 'gateway.form_invalid' });
});
