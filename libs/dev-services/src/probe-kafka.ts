import { once } from 'node:events';
import { connect } from 'node:net';
import { LOOPBACK } from './loopback.ts';

const METADATA = 3;
const VERSION = 1;

/**
 * Throws unless the broker on this port names itself as a working member of its
 * cluster. One Metadata request (version 1, no topics) without a client library:
 * https://kafka.apache.org/protocol#The_Messages_Metadata
 */
export async function probeKafka(port: number): Promise<void> {
  const request = Buffer.alloc(18);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(METADATA, 4);
  request.writeInt16BE(VERSION, 6);
  request.writeInt32BE(1, 8); // correlation id
  request.writeInt16BE(-1, 12); // no client id
  request.writeInt32BE(0, 14); // no topics
  const socket = connect({ host: LOOPBACK, port });
  try {
    const signal = AbortSignal.timeout(2_000);
    await once(socket, 'connect', { signal });
    socket.write(request);
    const [answer] = await once(socket, 'data', { signal });
    if (!Buffer.isBuffer(answer) || answer.readInt32BE(8) < 1) throw new Error('no broker has joined the cluster');
  } finally {
    socket.destroy();
  }
}
