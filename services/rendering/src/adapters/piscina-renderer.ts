import { PosternError } from '@postern/errors';
import { Piscina } from 'piscina';
import type { PoolConfig } from '../config.ts';
import type { Renderer, SealedBody } from '../domain/renderer.ts';
import type { Task, TaskResult } from './task.ts';

const RETRY_AFTER_SECONDS = 5;
const WORKER = new URL('./render-worker.ts', import.meta.url).href;

/**
 * A pool of worker threads with a heap limit and a time limit each. A message
 * that exceeds either ends its worker and nothing else; a new worker takes its
 * place. `worker` is the URL of the module that does the work.
 */
export function createPiscinaRenderer(
  { workers, heapMebibytes, timeLimitMs, queue }: PoolConfig,
  worker: string = WORKER,
): Renderer {
  const pool = new Piscina({
    filename: worker,
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: heapMebibytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });

  // piscina 5 does not hold tasks that can be aborted to its own maxQueue.
  let underWay = 0;

  async function run(
    { body, contentKey, bodyDigest }: SealedBody,
    want: Task['want'],
    abandoned: AbortSignal,
  ): Promise<TaskResult> {
    const task: Task = {
      body: new Uint8Array(body),
      contentKey: new Uint8Array(contentKey),
      bodyDigest: new Uint8Array(bodyDigest),
      want,
    };
    if (underWay >= workers + queue) throw new PosternError('rendering.busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    underWay += 1;
    const outOfTime = AbortSignal.timeout(timeLimitMs);
    let result: TaskResult;
    try {
      result = await pool.run(task, {
        transferList: [task.body.buffer as ArrayBuffer],
        signal: AbortSignal.any([abandoned, outOfTime]),
      });
    } catch (thrown) {
      throw failureOf(thrown, outOfTime.aborted, abandoned.aborted);
    } finally {
      underWay -= 1;
    }
    if (result.kind === 'error') throw new PosternError(result.code);
    return result;
  }

  return {
    render: async (sealed, remoteContent, signal) => {
      const result = await run(sealed, { kind: 'message', remoteContent }, signal);
      if (result.kind !== 'message') throw new PosternError('internal');
      return result.message;
    },
    attachment: async (sealed, index, signal) => {
      const result = await run(sealed, { kind: 'attachment', index }, signal);
      if (result.kind !== 'attachment') throw new PosternError('internal');
      return result.attachment;
    },
    stop: () => pool.destroy(),
  };
}

/** What it means that a task did not come back. */
function failureOf(thrown: unknown, outOfTime: boolean, abandoned: boolean): PosternError {
  if (abandoned) return new PosternError('call.unavailable', { cause: thrown });
  if (outOfTime) return new PosternError('rendering.timeout', { cause: thrown });
  if (codeOf(thrown) === 'ERR_WORKER_OUT_OF_MEMORY') return new PosternError('rendering.too_complex', { cause: thrown });
  return new PosternError('rendering.unreadable', { cause: thrown });
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
}
