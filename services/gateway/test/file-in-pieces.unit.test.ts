// What a saved file costs is its bytes, in whatever pieces it arrives.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterAll, expect, it } from '@jest/globals';
import { CHUNK_BYTES } from '@postern/rpc';
import { BytesInFlight } from '../src/domain/bytes-in-flight.ts';
import { readSealedForm, type SealedForm } from '../src/http/sealed-form.ts';

const read = Promise.withResolvers<SealedForm>();
const server = createServer((request, response) => {
  const limits = {
    maxBytes: 2 * CHUNK_BYTES,
    reservation: new BytesInFlight(2 * CHUNK_BYTES, 2 * CHUNK_BYTES).reserve('192.0.2.1'),
  };
  readSealedForm(request, limits).then(read.resolve, read.reject);
  request.on('end', () => response.end());
});
afterAll(() => {
  server.close();
});

const piece = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

it('keeps a file that comes byte by byte in a few chunks', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  socket.resume();
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n');
  socket.write('Content-Type: multipart/form-data; boundary=b\r\n\r\n');
  socket.write(piece('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'));
  socket.write(piece('x').repeat(4_000));
  socket.write(`${piece('\r\n--b--\r\n')}0\r\n\r\n`);
  const { file = [] } = await read.promise;
  expect([file.length, file[0]?.length]).toEqual([1, 4_000]);
});
