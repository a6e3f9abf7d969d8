import type { ClientDuplexStream } from '@grpc/grpc-js';
import { fromServiceError, PosternError } from '@postern/errors';

/**
 * A call that streams both ways. Send, then `end`, and read `responses`; the
 * two may overlap. `cancel` ends it at once. A failure of the call is thrown
 * once, by `responses`; `send` only stops (with the same code) when the other
 * side no longer listens.
 */
export class DuplexCall<Request, Response> {
  readonly #stream: ClientDuplexStream<unknown, Response>;
  #gone = false;

  constructor(stream: ClientDuplexStream<unknown, Response>) {
    this.#stream = stream;
    const gone = () => {
      this.#gone = true;
    };
    stream.once('error', gone);
    stream.once('close', gone);
    stream.once('status', gone);
  }

  /** Resolves when the transport can take more. */
  send(request: Request): Promise<void> {
    if (this.#gone || this.#stream.writableEnded) return Promise.reject(new PosternError('call.unavailable'));
    if (this.#stream.write(request)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => () => {
        this.#stream.off('drain', onDrain);
        for (const event of ['error', 'close', 'status'] as const) this.#stream.off(event, onGone);
        finish();
      };
      const onDrain = settle(resolve);
      const onGone = settle(() => reject(new PosternError('call.unavailable')));
      this.#stream.on('drain', onDrain);
      for (const event of ['error', 'close', 'status'] as const) this.#stream.on(event, onGone);
    });
  }

  end(): void {
    this.#stream.end();
  }

  cancel(): void {
    this.#stream.cancel();
  }

  get responses(): AsyncIterable<Response> {
    return this.#read();
  }

  async *#read(): AsyncGenerator<Response> {
    try {
      for await (const response of this.#stream) yield response;
    } catch (thrown) {
      throw fromServiceError(thrown);
    } finally {
      this.#stream.cancel();
    }
  }
}
