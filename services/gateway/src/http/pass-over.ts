import type { IncomingMessage } from 'node:http';
import { PieceLimit } from '../domain/piece-limit.ts';

/**
 * Lets an upload by that nobody takes, because no browser reads an answer
 * before its upload has ended. What exceeds `maxBytes`, or comes in crumbs, is
 * cut off.
 */
export function passOver(request: IncomingMessage, maxBytes: number): void {
  if (request.complete) return;
  const pieces = new PieceLimit();
  let passed = 0;
  request.on('data', (chunk: Buffer) => {
    passed += chunk.length;
    if (passed > maxBytes || !pieces.allows(chunk.length)) request.destroy();
  });
}
