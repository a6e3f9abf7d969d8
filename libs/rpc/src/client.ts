import { X509Certificate } from 'node:crypto';
import {
  Client,
  type handleBidiStreamingCall,
  Metadata,
  type MethodDefinition,
  type ServiceDefinition,
  type StatusObject,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { MethodDefinition as TypedMethod } from '@grpc/proto-loader';
import { channelCredentials, type TlsMaterial } from '@postern/authority';
import type { Contract } from '@postern/contracts';
import { fromServiceError, PosternError } from '@postern/errors';
import { certificateName, type ServiceName, serviceOfCertificate } from '@postern/service-graph';
import { CHANNEL_OPTIONS, MIN_RESOLUTION_INTERVAL_MS } from './channel-options.ts';
import { type CallOptions, deadlineOf, onAbandoned } from './deadline.ts';
import { DuplexCall } from './duplex-call.ts';
import { type Edge, injectTrace, type Observed, type Outcome, Pipeline } from './pipeline.ts';

export type UnaryMethod<Request, Response> = (request: Request, options: CallOptions) => Promise<Response>;
export type StreamMethod<Request, Response> = (options: CallOptions) => DuplexCall<Request, Response>;

/** A contract's methods; each takes its time limit, so that none can be called without one. */
export type RpcMethods<Generated, Definition> = {
  readonly [Method in keyof Definition as string extends Method
    ? never
    : Uncapitalize<Method & string>]: Definition[Method] extends TypedMethod<
    infer Request,
    infer _Response,
    infer _RequestOut,
    infer Response
  >
    ? Method extends keyof Generated
      ? Generated[Method] extends handleBidiStreamingCall<infer _A, infer _B>
        ? StreamMethod<Request, Response>
        : UnaryMethod<Request, Response>
      : never
    : never;
};

export interface RpcClient<Generated, Definition> {
  readonly methods: RpcMethods<Generated, Definition>;
  close(): void;
}

interface RpcClientOptions extends Observed {
  /** `host:port` or `dns:///host:port`. */
  readonly target: string;
  /** Whose certificate the other side must hold. */
  readonly callee: ServiceName;
  readonly tls: TlsMaterial;
}

type AnyMethod = UnaryMethod<unknown, unknown> | StreamMethod<unknown, unknown>;

export function createRpcClient<Generated extends UntypedServiceImplementation, Definition extends ServiceDefinition>(
  contract: Contract<Generated, Definition>,
  { target, callee, tls, log, metrics }: RpcClientOptions,
): RpcClient<Generated, Definition> {
  const pipeline = new Pipeline('client', { log, metrics });
  const client = new Client(target, channelCredentials(tls), {
    ...CHANNEL_OPTIONS,
    'grpc.ssl_target_name_override': certificateName(callee),
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    'grpc.service_config_disable_resolution': 1,
    'grpc.dns_min_time_between_resolutions_ms': MIN_RESOLUTION_INTERVAL_MS,
    'grpc.initial_reconnect_backoff_ms': 100,
    // A replica that is back is found again while its reader still looks at the page.
    'grpc.max_reconnect_backoff_ms': 500,
  });
  const caller = serviceOfCertificate(new X509Certificate(tls.certificatePem).subjectAltName);
  const methods: Record<string, AnyMethod> = {};
  for (const [name, definition] of Object.entries(contract.definition)) {
    const observed = { pipeline, edge: { caller, callee, path: definition.path } };
    methods[definition.originalName ?? name] = definition.requestStream
      ? streamMethod(client, definition, observed)
      : unaryMethod(client, definition, observed);
  }
  // Built from the very definition that the type was generated from.
  return { methods: methods as RpcMethods<Generated, Definition>, close: () => client.close() };
}

type Definition = MethodDefinition<unknown, unknown>;

interface ObservedEdge {
  readonly pipeline: Pipeline;
  readonly edge: Edge;
}

function unaryMethod(client: Client, method: Definition, { pipeline, edge }: ObservedEdge): UnaryMethod<unknown, unknown> {
  return (request, options) =>
    pipeline.run(edge, async () => {
      const metadata = injectTrace(new Metadata());
      return new Promise<unknown>((resolve, reject) => {
        const call = client.makeUnaryRequest(
          method.path,
          method.requestSerialize,
          method.responseDeserialize,
          request,
          metadata,
          { deadline: deadlineOf(options, Date.now()) },
          (error, response) => {
            stopListening();
            if (error) reject(fromServiceError(error));
            else if (response === undefined) reject(new PosternError('internal'));
            else resolve(response);
          },
        );
        const stopListening = onAbandoned(options, () => call.cancel());
      });
    });
}

function streamMethod(client: Client, method: Definition, { pipeline, edge }: ObservedEdge): StreamMethod<unknown, unknown> {
  return (options) => {
    const call = pipeline.open(edge);
    const stream = client.makeBidiStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      injectTrace(new Metadata(), call.context),
      {
        deadline: deadlineOf(options, Date.now()),
      },
    );
    const stopListening = onAbandoned(options, () => stream.cancel());
    stream.once('status', (ended: StatusObject) => {
      stopListening();
      call.ended(outcomeOf(ended));
    });
    return new DuplexCall(stream);
  };
}

/** Who stops reading has what they wanted, or has gone: nothing has failed. */
function outcomeOf(ended: StatusObject): Outcome {
  if (ended.code === status.CANCELLED) return 'cancelled';
  return ended.code === status.OK ? 'ok' : fromServiceError(Object.assign(new Error(ended.details), ended)).code;
}
