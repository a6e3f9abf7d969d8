import { availableParallelism } from 'node:os';
import type { Listen, SettingsReader } from '@postern/config';
import { MAX_BODY_BYTES } from '@postern/envelope';

export interface RenderingConfig {
  readonly listen: Listen;
  readonly keyReleaseTarget: string;
  /** Of one sealed body; never more than the envelope allows. */
  readonly maxBodyBytes: number;
  /** Of all requests at once. */
  readonly maxBytesInFlight: number;
  readonly pool: PoolConfig;
}

export interface PoolConfig {
  readonly workers: number;
  /** Old generation heap of one worker. */
  readonly heapMebibytes: number;
  /** For the work on one message, waiting not counted; the worker that exceeds it is ended. */
  readonly timeLimitMs: number;
  /** Messages that may wait for a worker. */
  readonly queue: number;
}

const MIB = 1024 * 1024;

export function readRenderingConfig(settings: SettingsReader): RenderingConfig {
  const maxBodyBytes = settings.integer('POSTERN_RENDERING_MAX_BODY_BYTES', { min: 1024, max: MAX_BODY_BYTES }, MAX_BODY_BYTES);
  const maxBytesInFlight = settings.integer('POSTERN_RENDERING_BYTES_IN_FLIGHT', { min: MIB, max: 16_384 * MIB }, 256 * MIB);
  if (maxBytesInFlight < maxBodyBytes)
    settings.reject('POSTERN_RENDERING_BYTES_IN_FLIGHT', 'must not be less than POSTERN_RENDERING_MAX_BODY_BYTES');
  return {
    listen: settings.listen('POSTERN_RENDERING_LISTEN', '127.0.0.1:7104'),
    keyReleaseTarget: settings.target('POSTERN_RENDERING_KEY_RELEASE_TARGET', '127.0.0.1:7103'),
    maxBodyBytes,
    maxBytesInFlight,
    pool: {
      workers: settings.integer('POSTERN_RENDERING_WORKERS', { min: 1, max: 64 }, Math.min(64, availableParallelism())),
      heapMebibytes: settings.integer('POSTERN_RENDERING_WORKER_HEAP_MIB', { min: 64, max: 4096 }, 512),
      timeLimitMs: settings.duration('POSTERN_RENDERING_TIME_LIMIT', { min: 100, max: 60_000 }, '5s'),
      queue: settings.integer('POSTERN_RENDERING_QUEUE', { min: 0, max: 1000 }, 32),
    },
  };
}
