/** Large enough for any unary message here; bodies are streamed in chunks. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** A connection is renewed this often, so that new replicas get their share of the calls. */
export const MAX_CONNECTION_AGE_MS = 5 * 60_000;

/** Bytes in a stream's chunk; with the window below this is the fastest that was measured on loopback. */
export const CHUNK_BYTES = 256 * 1024;

export const CHANNEL_OPTIONS = {
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  'grpc-node.flow_control_window': 4 * 1024 * 1024,
} as const;
