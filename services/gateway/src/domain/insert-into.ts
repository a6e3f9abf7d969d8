interface Insertion {
  readonly text: string;
  /** ASCII. Where it does not come, the text comes at the end. */
  readonly marker: string;
  readonly side: 'before' | 'after';
}

/** A stream with something put in where a marker stands first, wherever its chunks are cut. */
export async function* insertInto(stream: AsyncIterable<Buffer>, { text, marker, side }: Insertion): AsyncGenerator<Buffer> {
  const inserted = Buffer.from(text);
  let held: Buffer = Buffer.alloc(0);
  let found = false;
  for await (const chunk of stream) {
    if (found) {
      yield chunk;
      continue;
    }
    const bytes = Buffer.concat([held, chunk]);
    const at = bytes.indexOf(marker, 0, 'latin1');
    found = at !== -1;
    const cut = found ? at + (side === 'after' ? marker.length : 0) : Math.max(0, bytes.length - marker.length + 1);
    yield bytes.subarray(0, cut);
    held = bytes.subarray(cut);
    if (found) yield* [inserted, held];
  }
  if (!found) yield* [held, inserted];
}
