export type { CallContext } from './call-context.ts';
export { CHUNK_BYTES } from './channel-options.ts';
export { createRpcClient, type RpcClient, type RpcMethods, type StreamMethod, type UnaryMethod } from './client.ts';
export type { CallOptions } from './deadline.ts';
export { DuplexCall } from './duplex-call.ts';
export type { Handlers, StreamHandler, UnaryHandler } from './handlers.ts';
export { RpcServer } from './server.ts';
