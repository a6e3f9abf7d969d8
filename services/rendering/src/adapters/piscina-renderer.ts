import { PosternError } from '@postern/errors';
import { Piscina } from 'piscina';
import type { PoolConfig } from '../config.ts';
import type { Renderer, SealedBody } from '../domain/renderer.ts';
import { WorkSlots } from '../domain/work-slots.ts';
import type { Task, TaskResult, Want } from './task.ts';

const WORKER = new URL('./render-worker.ts', import.meta.url).href;

interface Observer {
  /** A worker broke while it had nothing to do; another takes its place. */
  readonly onIdleWorkerFailed: (thrown: unknown) => void;
}

/**
 * A pool of worker threads with a heap limit and a time limit each. A message
 * that exceeds either ends its worker and nothing else; a new worker takes its
 * place. `worker` is the URL of the module that does the work.
 */
export function createPiscinaRenderer(
  { workers, heapMebibytes, timeLimitMs, queue }: PoolConfig,
  { onIdleWorkerFailed }: Observer,
  worker: string = WORKER,
): Renderer {
  const pool = new Piscina({
    filename: worker,
    minThreads: workers,
    maxThreads: workers,
    // A worker that waits for work on an atomic holds back what the last message left behind, until the next one comes.
    atomics: 'disabled',
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heapMebibytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  // Without a listener this would end the process.
  pool.on('error', onIdleWorkerFailed);
  // piscina does not bound a queue of tasks that can be aborted, so none ever waits there.
  const slots = new WorkSlots({ atOnce: workers, waiting: queue });

  async function run({ body, contentKey, bodyDigest }: SealedBody, want: Want, abandoned: AbortSignal): Promise<TaskResult> {
    const task: Task = { body, contentKey: new Uint8Array(contentKey), bodyDigest: new Uint8Array(bodyDigest), want };
    const outOfTime = AbortSignal.timeout(timeLimitMs);
    try {
      return await pool.run(task, {
        transferList: [task.body.buffer, task.contentKey.buffer],
        signal: AbortSignal.any([abandoned, outOfTime]),
      });
    } catch (thrown) {
      throw failureOf(thrown, abandoned, outOfTime);
    } finally {
      if (!task.contentKey.buffer.detached) task.contentKey.fill(0);
    }
  }

  async function answer<Kind extends Want['kind']>(
    kind: Kind,
    sealed: SealedBody,
    want: Want,
    abandoned: AbortSignal,
  ): Promise<Extract<TaskResult, { kind: Kind }>> {
    const result = await slots.run(abandoned, () => run(sealed, want, abandoned));
    if (result.kind === 'error') throw new PosternError(result.code, { cause: causeOf(result) });
    if (isOfKind(result, kind)) return result;
    throw new PosternError('internal');
  }

  return {
    render: async (sealed, remoteContent, abandoned) =>
      (await answer('message', sealed, { kind: 'message', remoteContent }, abandoned)).message,
    attachment: async (sealed, index, abandoned) =>
      (await answer('attachment', sealed, { kind: 'attachment', index }, abandoned)).attachment,
    preview: async (sealed, index, abandoned) => (await answer('preview', sealed, { kind: 'preview', index }, abandoned)).preview,
    whole: async (sealed, whole, abandoned) => (await answer('whole', sealed, { kind: 'whole', whole }, abandoned)).pieces,
    stop: () => pool.destroy(),
  };
}

/** What it means that a worker did not answer: nobody waited, no time was left, or the message broke it. */
function failureOf(cause: unknown, abandoned: AbortSignal, outOfTime: AbortSignal): PosternError {
  if (abandoned.aborted) return new PosternError('call.unavailable', { cause });
  if (outOfTime.aborted) return new PosternError('rendering.timeout', { cause });
  return new PosternError('rendering.too_complex', { cause });
}

function causeOf({ stack }: Extract<TaskResult, { kind: 'error' }>): Error | undefined {
  return stack === undefined ? undefined : Object.assign(new Error('in a worker'), { stack });
}

function isOfKind<Kind extends TaskResult['kind']>(
  result: TaskResult,
  kind: Kind,
): result is Extract<TaskResult, { kind: Kind }> {
  return result.kind === kind;
}
