/** Bytes as Base64 (RFC 4648), cut anywhere: what does not fill a group of three waits for the next piece. */
export async function* inBase64(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let left = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = left.length === 0 ? piece : Buffer.concat([left, piece]);
    const whole = bytes.length - (bytes.length % 3);
    left = Buffer.from(bytes.subarray(whole));
    yield bytes.toString('base64', 0, whole);
  }
  yield left.toString('base64');
}
