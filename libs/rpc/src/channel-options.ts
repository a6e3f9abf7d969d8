/** Large enough for any unary message here; bodies are streamed in chunks. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** A connection is renewed this often, so that new replicas get their share of the calls. */
export const MAX_CONNECTION_AGE_MS = 5 * 60_000;

/**
 * A connection that ends asks DNS again, and not more often than this. gRPC's own 30 s are too long for replicas that
 * are replaced one after the other: the second can have gone before anybody looks for the first one's successor.
 */
export const MIN_RESOLUTION_INTERVAL_MS = 1_000;

/** Bytes in a stream's chunk; with the window below this is the fastest that was measured on loopback. */
export const CHUNK_BYTES = 256 * 1024;

export const CHANNEL_OPTIONS = {
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  'grpc-node.flow_control_window': 4 * 1024 * 1024,
} as const;
