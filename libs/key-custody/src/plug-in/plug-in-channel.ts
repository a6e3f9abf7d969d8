// The connection to a plug-in. gRPC connects again by itself when the other
// side closes; what it does not notice for a quarter of an hour is a machine
// that vanished without a word. So a call that ran out of time makes the next
// one go over a new connection.
import { type ChannelCredentials, Client, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import {
  type AgreeRequest,
  type AgreeResponse__Output,
  KEY_AGREEMENT,
  type ListKeysRequest,
  type ListKeysResponse__Output,
} from '@postern/contracts';
import { PosternError } from '@postern/errors';

/** 32 keys take less than 5 KiB; whatever is larger is not read. */
const MAX_ANSWER_BYTES = 16 * 1024;

const CHANNEL_OPTIONS = {
  'grpc.max_receive_message_length': MAX_ANSWER_BYTES,
  // Neither an environment variable nor a DNS record has a say in where keys are asked for.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
  // Else a new client would be given the old connection.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 500,
} as const;

export interface PlugInMethods {
  readonly ListKeys: { readonly request: ListKeysRequest; readonly answer: ListKeysResponse__Output };
  readonly Agree: { readonly request: AgreeRequest; readonly answer: AgreeResponse__Output };
}

export class PlugInChannel {
  readonly #target: string;
  readonly #credentials: ChannelCredentials;
  #client: Client | undefined;
  #closed = false;

  /** `target` is `host:port` or `unix:/path`. Connects with the first call. */
  constructor(target: string, credentials: ChannelCredentials) {
    this.#target = target;
    this.#credentials = credentials;
  }

  /** `deadline` in Unix milliseconds. Rejects with gRPC's own ServiceError, and with `keyrelease.unavailable` after `close`. */
  call<Method extends keyof PlugInMethods>(
    method: Method,
    request: PlugInMethods[Method]['request'],
    deadline: number,
  ): Promise<PlugInMethods[Method]['answer']> {
    const definition = KEY_AGREEMENT.definition[method];
    if (this.#closed || definition === undefined) return Promise.reject(new PosternError('keyrelease.unavailable'));
    const client = this.#open();
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest<PlugInMethods[Method]['request'], PlugInMethods[Method]['answer']>(
        definition.path,
        definition.requestSerialize,
        definition.responseDeserialize,
        request,
        new Metadata(),
        { deadline },
        (error, answer) => {
          if (error !== null) this.#retireAfterTimeout(client, error);
          if (answer !== undefined && error === null) resolve(answer);
          else reject(error ?? new PosternError('keyrelease.unavailable'));
        },
      );
    });
  }

  /** Whether there is a connection, at the latest at `deadline` (Unix milliseconds). */
  connected(deadline: number): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    return new Promise((resolve) => this.#open().waitForReady(deadline, (error) => resolve(error === undefined)));
  }

  close(): void {
    this.#closed = true;
    this.#client?.close();
  }

  #open(): Client {
    this.#client ??= new Client(this.#target, this.#credentials, CHANNEL_OPTIONS);
    return this.#client;
  }

  /** Calls that are under way over the old connection may still end well. */
  #retireAfterTimeout(client: Client, error: ServiceError): void {
    if (error.code !== status.DEADLINE_EXCEEDED || this.#client !== client) return;
    this.#client = undefined;
    client.close();
  }
}
