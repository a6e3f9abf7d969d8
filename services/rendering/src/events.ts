// What rendering counts: which of its calls, how it ended, how long the
// work took and how many bytes are held. Nothing about a message.
import type { StreamHandler } from '@postern/rpc';
import { type EventLog, type Metrics, tellingCode } from '@postern/runtime';
import type { Renderer } from './domain/renderer.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

type Question = 'message' | 'attachment' | 'preview' | 'whole';

/** Counts each call by how it ended, an abandoned one included. */
export function countOutcomes<Request, Response>(
  question: Question,
  handler: StreamHandler<Request, Response>,
  metrics: Metrics,
): StreamHandler<Request, Response> {
  const outcomes = metrics.counter({
    name: 'rendering_outcomes_total',
    help: 'Calls and their outcomes',
    labels: ['question', 'code'],
  });
  return (requests, context, send) =>
    tellingCode(
      () => handler(requests, context, send),
      (code) => outcomes.inc({ question, code }),
    );
}

/** Times the work on one message: waiting for a worker, decrypting, reading, sanitising. Sending is not in it. */
export function timeWork(renderer: Renderer, metrics: Metrics): Renderer {
  const durations = metrics.histogram({
    name: 'rendering_work_duration_seconds',
    help: 'From the last byte of a body to the answer of a worker',
    labels: ['question', 'code'],
    buckets: SECONDS,
  });
  const inProgress = metrics.gauge({
    name: 'rendering_work_in_progress',
    help: 'Messages that a worker works on, or that wait for one',
    labels: [],
  });
  const timed = <T>(question: Question, work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    inProgress.inc();
    return tellingCode(work, (code) => {
      inProgress.dec();
      durations.observe({ question, code }, (performance.now() - startedAt) / 1000);
    });
  };
  return {
    render: (...given) => timed('message', () => renderer.render(...given)),
    attachment: (...given) => timed('attachment', () => renderer.attachment(...given)),
    preview: (...given) => timed('preview', () => renderer.preview(...given)),
    whole: (...given) => timed('whole', () => renderer.whole(...given)),
    stop: () => renderer.stop(),
  };
}

/** Says how many bytes of sealed bodies are in memory. */
export function gaugeBytesInFlight(metrics: Metrics): (bytes: number) => void {
  const gauge = metrics.gauge({ name: 'rendering_bytes_in_flight', help: 'Bytes of sealed bodies in memory', labels: [] });
  return (bytes) => gauge.set(bytes);
}

export function idleWorkerFailed(log: EventLog, thrown: unknown): void {
  log.failure('rendering.idle_worker_failed', thrown);
}
