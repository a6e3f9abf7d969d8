// Does what a hostile message would like the real worker to do.
import { BroadcastChannel } from 'node:worker_threads';
import type { Task, TaskResult } from '../../src/adapters/task.ts';

const HEAD = { index: 0, name: 'x', mediaType: 'x/y', size: 1, suspicious: false, inline: false, preview: undefined };

export default async function misbehave({ body, want }: Task): Promise<TaskResult> {
  const order = Buffer.from(body).toString();
  if (order === 'loop') loop();
  if (order === 'allocate') {
    const hoard: unknown[] = [];
    for (;;) hoard.push(new Array(100_000).fill(order));
  }
  if (order === 'exit') process.exit(1);
  if (order === 'throw') throw new Error('secret@example.org');
  if (order === 'throw when told') throwWhenTold();
  if (want.kind === 'attachment') return { kind: 'attachment', attachment: { head: HEAD, content: body } };
  const head = {
    subject: '',
    from: [],
    to: [],
    cc: [],
    date: undefined,
    attachments: [],
    events: [],
    warnings: [],
    remoteCount: 0,
  };
  return { kind: 'message', message: { ...head, html: body } };
}

/** Says so first: a test that ends it wants to know that it has begun. */
function loop(): never {
  new BroadcastChannel('rendering-test-loop').postMessage('looping');
  for (;;);
}

function throwWhenTold(): void {
  new BroadcastChannel('rendering-test-throw').onmessage = () => {
    throw new Error('secret@example.org');
  };
}
