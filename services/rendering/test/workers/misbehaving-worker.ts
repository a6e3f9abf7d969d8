// Does what a hostile message would like the real worker to do.
import type { Task, TaskResult } from '../../src/adapters/task.ts';

export default async function misbehave({ body }: Task): Promise<TaskResult> {
  const order = Buffer.from(body).toString();
  if (order === 'loop') for (;;);
  if (order === 'allocate') {
    const hoard: unknown[] = [];
    for (;;) hoard.push(new Array(100_000).fill(order));
  }
  if (order === 'exit') process.exit(1);
  if (order === 'throw') throw new Error('secret@example.org');
  return {
    kind: 'attachment',
    attachment: { head: { index: 0, name: 'x', mediaType: 'x/y', size: 1, suspicious: false, inline: false }, content: body },
  };
}
