import { BroadcastChannel } from 'node:worker_threads';

/** Resolves when a misbehaving worker of this process has entered its endless loop. */
export function untilLooping(): Promise<void> {
  const channel = new BroadcastChannel('rendering-test-loop');
  return new Promise((resolve) => {
    channel.onmessage = () => {
      channel.close();
      resolve();
    };
  });
}
