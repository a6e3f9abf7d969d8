// What is answered to bytes that are no HTTP request: Node's parser has refused
// them, so there is no request, no reply and no hook, only a socket. The answer
// says the same about itself as every other.
import type { Socket } from 'node:net';
import type { GatewayConfig } from '../config.ts';
import { securityHeaders } from './security-headers.ts';

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
};
const BODY = 'This is not a request that can be answered.\n';

/** Answers where a socket still takes it, and closes it. */
export function answerRaw(error: { readonly code?: string }, socket: Socket, config: GatewayConfig): void {
  if (socket.destroyed || error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawAnswer(STATUS_LINES[error.code ?? ''] ?? '400 Bad Request', config), () => socket.destroy());
}

function rawAnswer(status: string, config: GatewayConfig): string {
  const headers = {
    ...securityHeaders(config),
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(BODY.length),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n${BODY}`;
}
