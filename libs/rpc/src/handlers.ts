import type { handleBidiStreamingCall, handleUnaryCall } from '@grpc/grpc-js';
import type { CallContext } from './call-context.ts';

export type UnaryHandler<Request, Response> = (request: Request, context: CallContext) => Promise<Response>;

/** `send` resolves when the transport can take more: awaiting it is the back-pressure. */
export type StreamHandler<Request, Response> = (
  requests: AsyncIterable<Request>,
  context: CallContext,
  send: (response: Response) => Promise<void>,
) => Promise<void>;

/**
 * The handlers of a contract, made from its generated type. The generated
 * type has an index signature, under which a misspelt handler would compile;
 * it is taken out here, so every method is required and no other is allowed.
 */
export type Handlers<Generated> = {
  readonly [Method in keyof Generated as string extends Method
    ? never
    : Uncapitalize<Method & string>]: Generated[Method] extends handleUnaryCall<infer Request, infer Response>
    ? UnaryHandler<Request, Response>
    : Generated[Method] extends handleBidiStreamingCall<infer Request, infer Response>
      ? StreamHandler<Request, Response>
      : never;
};
