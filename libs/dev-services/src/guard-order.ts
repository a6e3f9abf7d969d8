const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const;

/** What a guardian runs, and where. */
export interface GuardOrder {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Working directory of the server; removed at the end with all that is in it. */
  readonly directory: string;
  readonly logFile: string;
  readonly stopSignal: (typeof STOP_SIGNALS)[number];
  /** Run as this user and group instead of ours. */
  readonly uid?: number;
  readonly gid?: number;
}

/** The order that `startGuarded` wrote as JSON for its guardian. Throws on anything else. */
export function parseGuardOrder(json: string): GuardOrder {
  const order: unknown = JSON.parse(json);
  if (!isGuardOrder(order)) throw new Error('not an order for a guardian');
  return order;
}

function isGuardOrder(value: unknown): value is GuardOrder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'command' in value &&
    typeof value.command === 'string' &&
    'args' in value &&
    Array.isArray(value.args) &&
    value.args.every((arg) => typeof arg === 'string') &&
    'directory' in value &&
    typeof value.directory === 'string' &&
    'logFile' in value &&
    typeof value.logFile === 'string' &&
    'stopSignal' in value &&
    STOP_SIGNALS.some((signal) => signal === value.stopSignal)
  );
}
