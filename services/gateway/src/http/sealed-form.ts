// Reads the multipart form that carries a sealed message. The whole form is
// held in memory for the one request: no browser reads an answer before its
// upload has ended, and an answer that asks the reader to try again has to
// carry the ciphertext back. Nothing touches a disk.
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { PosternError } from '@postern/errors';
import { CHUNK_BYTES } from '@postern/rpc';
import type { Reservation } from '../domain/bytes-in-flight.ts';
import { ChunkPacker } from '../domain/chunk-packer.ts';
import { PieceLimit } from '../domain/piece-limit.ts';
import { BodyCollector, cleanCapsule, type Sealed } from '../domain/sealed.ts';

export type SmallField = 'code' | 'private' | 'remote' | 'part' | 'signed_in' | 'lang' | 'step';
const SMALL_FIELDS: ReadonlySet<string> = new Set<SmallField>(['code', 'private', 'remote', 'part', 'signed_in', 'lang', 'step']);

export interface SealedForm {
  readonly sealed: Sealed | undefined;
  /** An uploaded attachment or mail, as chunks. */
  readonly file: readonly Buffer<ArrayBuffer>[] | undefined;
  readonly fields: Readonly<Partial<Record<SmallField, string>>>;
}

interface Limits {
  /** Of the whole form. */
  readonly maxBytes: number;
  readonly reservation: Reservation;
}

const MAX_SMALL_FIELD = 256;
/** A capsule may come in lines; they are taken out before its own limit is checked. */
const MAX_FIELD_BYTES = 20 * 1024;
const MAX_PARTS = 12;
/** What is still read and dropped of a form that is too large, so that the browser gets to see the answer. */
const DRAINED_FORMS = 4;

/** Whether the request brings such a form; small forms come as application/x-www-form-urlencoded. */
export function isMultipart({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['content-type']?.startsWith('multipart/form-data') === true;
}

/** Throws `gateway.form_invalid`, `gateway.too_large`, `gateway.busy` or `envelope.malformed`. */
export async function readSealedForm(request: IncomingMessage, { maxBytes, reservation }: Limits): Promise<SealedForm> {
  const parser = createParser(request);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const form = new FormCollector(reject);
  const pieces = new PieceLimit();
  let arrived = 0;

  const count = (chunk: Buffer) => {
    arrived += chunk.length;
    if (arrived > maxBytes * DRAINED_FORMS || !pieces.allows(chunk.length)) request.destroy();
    if (arrived > maxBytes) return reject(new PosternError('gateway.too_large'));
    try {
      reservation.add(chunk.length);
    } catch (thrown) {
      reject(thrown);
    }
  };
  const broken = () => reject(new PosternError('gateway.form_invalid'));

  // The reader may have gone before anybody listened, and nothing would say so again.
  if (request.destroyed) broken();
  request.on('data', count);
  request.once('close', broken);
  parser.on('field', (name, value, _nameCut, cut) => form.field(name, value, cut));
  parser.on('file', (name, stream) => form.file(name, stream));
  parser.on('partsLimit', broken);
  parser.on('error', (cause) => reject(new PosternError('gateway.form_invalid', { cause })));
  parser.on('finish', resolve);
  request.pipe(parser);
  try {
    await promise;
    return form.finish();
  } finally {
    request.off('close', broken);
    request.unpipe(parser);
    request.resume();
  }
}

function createParser(request: IncomingMessage): BusboyInstance {
  const type = request.headers['content-type'] ?? '';
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      isPartAFile: (name) => name === 'body' || name === 'file',
      limits: { fieldSize: MAX_FIELD_BYTES, parts: MAX_PARTS, headerPairs: 20, headerSize: 8 * 1024, fieldNameSize: 64 },
    });
  } catch (cause) {
    throw new PosternError('gateway.form_invalid', { cause });
  }
}

/** What the parts of one form add up to. The first thing wrong is told to `fail`. */
class FormCollector {
  readonly #fail: (error: unknown) => void;
  readonly #fields = new Map<string, string>();
  #file: ChunkPacker | undefined;
  #body: BodyCollector | undefined;

  constructor(fail: (error: unknown) => void) {
    this.#fail = fail;
  }

  field(name: string, value: string, cut: boolean): void {
    const isCapsule = name === 'capsule';
    if (!isCapsule && !SMALL_FIELDS.has(name)) return;
    const tooLong = cut || (!isCapsule && value.length > MAX_SMALL_FIELD);
    if (tooLong || this.#fields.has(name)) this.#fail(new PosternError('gateway.form_invalid'));
    else this.#fields.set(name, value);
  }

  file(name: string, stream: BusboyFileStream): void {
    stream.on('error', (cause) => this.#fail(new PosternError('gateway.form_invalid', { cause })));
    const take = name === 'body' ? this.#takeBody() : this.#takeFile();
    if (take === undefined) {
      this.#fail(new PosternError('gateway.form_invalid'));
      stream.resume();
      return;
    }
    stream.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (thrown) {
        this.#fail(thrown);
      }
    });
  }

  finish(): SealedForm {
    const capsule = this.#fields.get('capsule');
    const sealed =
      capsule === undefined || this.#body === undefined
        ? undefined
        : { capsule: cleanCapsule(capsule), body: this.#body.finish() };
    this.#fields.delete('capsule');
    return { sealed, file: this.#file?.finish(), fields: Object.fromEntries(this.#fields) };
  }

  #takeBody(): ((chunk: Buffer) => void) | undefined {
    if (this.#body !== undefined) return undefined;
    const body = new BodyCollector(CHUNK_BYTES);
    this.#body = body;
    return (chunk) => body.push(chunk);
  }

  #takeFile(): ((chunk: Buffer) => void) | undefined {
    if (this.#file !== undefined) return undefined;
    const file = new ChunkPacker(CHUNK_BYTES);
    this.#file = file;
    return (chunk) => file.push(chunk);
  }
}
