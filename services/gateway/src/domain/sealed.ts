// The two fields of a sealed message as the gateway carries them: opaque text
// that it never opens. All it does is take out the line breaks that mail put in
// and refuse any character that a compact JOSE object cannot have, so that the
// fields can be written back into a page.
import { MAX_CAPSULE_BYTES } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { ChunkPacker } from './chunk-packer.ts';

export interface Sealed {
  readonly capsule: string;
  /** ASCII, in order; every chunk but the last is full. */
  readonly body: readonly Buffer[];
}

/** A capsule without its line breaks. */
export function cleanCapsule(raw: string): string {
  const capsule = raw.replace(/[\r\n]/g, '');
  if (capsule === '' || capsule.length > MAX_CAPSULE_BYTES || !/^[A-Za-z0-9_.-]+$/.test(capsule))
    throw new PosternError('envelope.malformed');
  return capsule;
}

/** A body that is here already, cleaned and packed into chunks. */
export function packBody(body: Buffer, chunkBytes: number): readonly Buffer[] {
  const collector = new BodyCollector(chunkBytes);
  collector.push(body);
  return collector.finish();
}

/** Takes a body as it arrives and packs it, cleaned, into chunks of one size. */
export class BodyCollector {
  readonly #packer: ChunkPacker;

  constructor(chunkBytes: number) {
    this.#packer = new ChunkPacker(chunkBytes);
  }

  push(raw: Buffer): void {
    const text = raw.toString('latin1');
    if (!/^[A-Za-z0-9_.\r\n-]*$/.test(text)) throw new PosternError('envelope.malformed');
    this.#packer.push(/[\r\n]/.test(text) ? Buffer.from(text.replace(/[\r\n]+/g, ''), 'latin1') : raw);
  }

  finish(): readonly Buffer[] {
    const body = this.#packer.finish();
    if (body.length === 0) throw new PosternError('envelope.malformed');
    return body;
  }
}
