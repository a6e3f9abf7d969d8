import { availableParallelism } from 'node:os';
import type { Listen, SettingsReader } from '@postern/config';

export interface RenderingConfig {
  readonly listen: Listen;
  readonly keyReleaseTarget: string;
  /** Of one sealed body. */
  readonly maxBodyBytes: number;
  /** Of all requests at once. */
  readonly maxBytesInFlight: number;
  readonly pool: PoolConfig;
}

export interface PoolConfig {
  readonly workers: number;
  /** Old generation heap of one worker. */
  readonly heapMebibytes: number;
  /** For one message; the worker that exceeds it is ended. */
  readonly timeLimitMs: number;
  /** Messages that may wait for a worker. */
  readonly queue: number;
}

const MIB = 1024 * 1024;

export function readRenderingConfig(settings: SettingsReader): RenderingConfig {
  return {
    listen: settings.listen('POSTERN_RENDERING_LISTEN', '127.0.0.1:7104'),
    keyReleaseTarget: settings.target('POSTERN_RENDERING_KEY_RELEASE_TARGET', '127.0.0.1:7103'),
    maxBodyBytes: settings.integer('POSTERN_RENDERING_MAX_BODY_BYTES', { min: 1024, max: 64 * MIB }, 36 * MIB),
    maxBytesInFlight: settings.integer('POSTERN_RENDERING_BYTES_IN_FLIGHT', { min: MIB, max: 16_384 * MIB }, 256 * MIB),
    pool: {
      workers: settings.integer('POSTERN_RENDERING_WORKERS', { min: 1, max: 64 }, Math.min(64, availableParallelism())),
      heapMebibytes: settings.integer('POSTERN_RENDERING_WORKER_HEAP_MIB', { min: 64, max: 4096 }, 512),
      timeLimitMs: settings.duration('POSTERN_RENDERING_TIME_LIMIT', { min: 100, max: 60_000 }, '5s'),
      queue: settings.integer('POSTERN_RENDERING_QUEUE', { min: 0, max: 1000 }, 32),
    },
  };
}
