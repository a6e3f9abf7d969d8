import {
  type handleBidiStreamingCall,
  type handleUnaryCall,
  Server,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { serverCredentials, type TlsMaterial } from '@postern/authority';
import type { Listen } from '@postern/config';
import type { Contract } from '@postern/contracts';
import { PosternError, toServiceError } from '@postern/errors';
import type { ServiceName } from '@postern/service-graph';
import { HealthImplementation } from 'grpc-health-check';
import type { CallContext } from './call-context.ts';
import { checkedCaller, createCallerCheck } from './caller-check.ts';
import { CHANNEL_OPTIONS, MAX_CONNECTION_AGE_MS } from './channel-options.ts';
import type { Handlers, StreamHandler, UnaryHandler } from './handlers.ts';
import { type Edge, type Observed, Pipeline } from './pipeline.ts';

interface RpcServerOptions extends Observed {
  readonly service: ServiceName;
  readonly tls: TlsMaterial;
  /** How old a connection may get, in milliseconds; five minutes unless told. */
  readonly maxConnectionAgeMs?: number;
}

type AnyUnary = UnaryHandler<unknown, unknown>;
type AnyStream = StreamHandler<unknown, unknown>;

/** A gRPC server over mutual TLS. Only callers in the service graph reach a handler. */
export class RpcServer {
  readonly #server: Server;
  readonly #tls: TlsMaterial;
  readonly #service: ServiceName;
  readonly #pipeline: Pipeline;
  readonly #health = new HealthImplementation({ '': 'NOT_SERVING' });

  constructor({ service, tls, log, metrics, maxConnectionAgeMs = MAX_CONNECTION_AGE_MS }: RpcServerOptions) {
    this.#tls = tls;
    this.#service = service;
    this.#pipeline = new Pipeline('server', { log, metrics });
    const refusals = metrics.counter({
      name: 'rpc_callers_refused_total',
      help: 'Calls by a caller that the service graph does not allow',
      labels: ['caller', 'callee'],
    });
    const callerCheck = createCallerCheck(service, ({ caller = 'unknown' }) => {
      refusals.inc({ caller, callee: service });
      log.event('warn', 'call.caller_refused', { peer: caller });
    });
    this.#server = new Server({
      ...CHANNEL_OPTIONS,
      'grpc.max_connection_age_ms': maxConnectionAgeMs,
      interceptors: [callerCheck],
    });
    this.#health.addToServer(this.#server);
  }

  serve<Generated extends UntypedServiceImplementation, Definition extends ServiceDefinition>(
    contract: Contract<Generated, Definition>,
    handlers: NoInfer<Handlers<Generated>>,
  ): void {
    const implementation: UntypedServiceImplementation = {};
    for (const [method, definition] of Object.entries(contract.definition)) {
      const handler: unknown = Reflect.get(handlers, definition.originalName ?? method);
      if (typeof handler !== 'function') throw new Error(`${contract.fullName} has no handler for ${method}`);
      if (definition.requestStream !== definition.responseStream)
        throw new Error(`${contract.fullName}.${method}: one-way streams are not supported`);
      // The contract's type fixes which of the two it is; the definition says the same at run time.
      implementation[method] = definition.requestStream
        ? this.#stream(definition.path, handler as AnyStream)
        : this.#unary(definition.path, handler as AnyUnary);
    }
    this.#server.addService(contract.definition, implementation);
  }

  /** Resolves to the port that it listens on. */
  async start({ host, port }: Listen): Promise<number> {
    const bound = await new Promise<number>((resolve, reject) => {
      const name = host.includes(':') ? `[${host}]` : host;
      this.#server.bindAsync(`${name}:${port}`, serverCredentials(this.#tls), (error, boundPort) =>
        error ? reject(error) : resolve(boundPort),
      );
    });
    this.#health.setStatus('', 'SERVING');
    return bound;
  }

  /** Refuses new calls, gives those under way `graceMs`, then cuts them (an open health watch would block for ever). */
  async stop(graceMs: number): Promise<void> {
    this.#health.setStatus('', 'NOT_SERVING');
    const timer = setTimeout(() => this.#server.forceShutdown(), graceMs);
    await new Promise<void>((resolve) => this.#server.tryShutdown(() => resolve()));
    clearTimeout(timer);
  }

  #edge(call: AnyCall, path: string): Edge {
    return { caller: checkedCaller(call.metadata), callee: this.#service, path };
  }

  #unary(path: string, handler: AnyUnary): handleUnaryCall<unknown, unknown> {
    return (call, callback) => {
      const run = () => handler(call.request, contextOf(call));
      this.#pipeline.run(this.#edge(call, path), run, call.metadata).then(
        (response) => callback(null, response),
        (error: unknown) => callback(toServiceError(error)),
      );
    };
  }

  #stream(path: string, handler: AnyStream): handleBidiStreamingCall<unknown, unknown> {
    return (call) => {
      // A handler that stops reading must still be able to say why: the stream stays.
      const requests = call.iterator({ destroyOnReturn: false });
      const run = () => handler(requests, contextOf(call), (response) => write(call, response));
      this.#pipeline.run(this.#edge(call, path), run, call.metadata).then(
        () => call.end(),
        (error: unknown) => call.emit('error', toServiceError(error)),
      );
    };
  }
}

type AnyCall = ServerUnaryCall<unknown, unknown> | ServerDuplexStream<unknown, unknown>;

function contextOf(call: AnyCall): CallContext {
  const caller = checkedCaller(call.metadata);
  // Cannot happen behind the caller check; if it ever does, nobody gets an answer.
  if (caller === undefined) throw new PosternError('call.caller_refused');
  const abort = new AbortController();
  call.on('cancelled', () => abort.abort(new PosternError('call.timeout')));
  return { caller, deadline: Number(call.getDeadline()), signal: abort.signal };
}

function write(call: ServerDuplexStream<unknown, unknown>, response: unknown): Promise<void> {
  if (call.cancelled || call.destroyed) return Promise.reject(new PosternError('call.unavailable'));
  if (call.write(response)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      call.off('drain', onDrain);
      call.off('cancelled', onGone);
      call.off('close', onGone);
      finish();
    };
    const onDrain = () => settle(resolve);
    const onGone = () => settle(() => reject(new PosternError('call.unavailable')));
    call.on('drain', onDrain);
    call.on('cancelled', onGone);
    call.on('close', onGone);
  });
}
