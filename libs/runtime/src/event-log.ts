// Logs by allow-list. Nobody logs a request or an object: a log line is an
// event's name and a few fields from a closed list, and a string that is not
// shaped like a code is replaced. An address, a subject or a token cannot
// take this way out even by mistake (an `@` or a space is enough to stop it).
// Where traces are kept, a line tells its own: two random numbers.
import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino } from 'pino';
import { isCodeShaped } from './code-shaped.ts';

export interface EventFields {
  readonly address?: 'ops' | 'grpc' | 'http' | 'smtp';
  readonly port?: number;
  readonly method?: string;
  readonly peer?: string;
  readonly code?: string;
  readonly outcome?: string;
  readonly attempt?: number;
  readonly count?: number;
  readonly durationMs?: number;
  readonly signal?: string;
  readonly status?: number;
  /** A sender organisation's id in the registry. */
  readonly sender?: string;
  /** See `releaseCommitment`. */
  readonly commitment?: string;
  readonly backend?: 'redis' | 'kafka' | 'postgresql' | 'smtp' | 'file' | 'memory';
}

const FIELDS: Readonly<Record<keyof EventFields, true>> = {
  address: true,
  port: true,
  method: true,
  peer: true,
  code: true,
  outcome: true,
  attempt: true,
  count: true,
  durationMs: true,
  signal: true,
  status: true,
  sender: true,
  commitment: true,
  backend: true,
};
/** Every field that a line can have, for those who tell readers about it. */
export const EVENT_FIELD_NAMES: readonly string[] = [...Object.keys(FIELDS), 'trace_id', 'span_id'];

export type Level = 'debug' | 'info' | 'warn' | 'error';

export interface EventLog {
  event(level: Level, name: string, fields?: EventFields): void;
  /** What must be on record whatever the level is. */
  audit(name: string, fields: EventFields): void;
  /** An unexpected error: its class, code and stack frames; never its message, which may quote its input. */
  failure(name: string, thrown: unknown, fields?: EventFields): void;
}

export interface EventLogOptions {
  readonly service: string;
  readonly level: Level;
  /** Standard output unless told. */
  readonly destination?: DestinationStream;
}

export function createEventLog({ service, level, destination }: EventLogOptions): EventLog {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: whereInTrace,
  };
  const logger: Logger = pino(options, destination ?? standardOutput());
  const audit = logger.child({ audit: true }, { level: 'info' });
  return {
    event: (at, name, fields = {}) => logger[at]({ event: codeShaped(name), ...allowed(fields) }),
    audit: (name, fields) => audit.info({ event: codeShaped(name), ...allowed(fields) }),
    failure: (name, thrown, fields = {}) =>
      logger.error({ event: codeShaped(name), ...allowed(fields), causes: causesOf(thrown) }),
  };
}

/** Each line is written when it is told: the last ones of a process are neither lost nor out of order. */
function standardOutput(): DestinationStream {
  return pino.destination({ fd: process.stdout.fd, sync: true });
}

/** Named as OpenTelemetry names them in logs that are not its own. */
function whereInTrace(): Record<string, string> {
  const here = trace.getActiveSpan()?.spanContext();
  return here === undefined || !isSpanContextValid(here) ? {} : { trace_id: here.traceId, span_id: here.spanId };
}

function codeShaped(value: string): string {
  return isCodeShaped(value) ? value : '[withheld]';
}

function allowed(fields: EventFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (!Object.hasOwn(FIELDS, key)) continue;
    if (typeof value === 'number') kept[key] = value;
    if (typeof value === 'string') kept[key] = codeShaped(value);
  }
  return kept;
}

interface Cause {
  readonly type: string;
  readonly code?: string;
  readonly frames: readonly string[];
}

function causesOf(thrown: unknown, depth = 0): readonly Cause[] {
  if (!(thrown instanceof Error) || depth === 5) return [];
  const code = 'code' in thrown ? codeShaped(String(thrown.code)) : undefined;
  const frames = belowMessage(thrown)
    .split('\n')
    .filter((line) => /^ {4}at [^@]*$/.test(line));
  return [
    {
      type: codeShaped(thrown.name),
      ...(code === undefined ? {} : { code }),
      frames: frames.slice(0, 12).map((line) => line.trim()),
    },
    ...causesOf(thrown.cause, depth + 1),
  ];
}

/** The stack begins with the message, a line of which may look like a frame. */
function belowMessage({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  return at < 0 ? '' : stack.slice(at + message.length);
}
