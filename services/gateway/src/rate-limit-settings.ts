import type { SettingsReader } from '@postern/config';
import type { RouteClass } from './domain/route-class.ts';

export interface Budget {
  /** Requests in a window from one IPv4 address, or from one IPv6 /64. */
  readonly client: number;
  /** Requests in a window from all IPv4 clients together; as many again from all IPv6 clients. */
  readonly all: number;
}

export interface RateLimits {
  /** How long a budget lasts, and so the longest that a client waits for the next, in milliseconds. */
  readonly windowMs: number;
  readonly budgets: Readonly<Record<RouteClass, Budget>>;
}

/**
 * For half a minute. One client may be an office of thousands behind one
 * address: three hundred of them open the mail that all of them got, in the
 * same half minute, and nobody waits. What one attacker gets is the same, and
 * little: ten tries a second against codes that end after five.
 */
const DEFAULTS: Readonly<Record<RouteClass, Budget>> = {
  open: { client: 300, all: 3_000 },
  ask: { client: 300, all: 3_000 },
  try: { client: 300, all: 3_000 },
  read: { client: 600, all: 6_000 },
  oidc: { client: 600, all: 6_000 },
  revoke: { client: 60, all: 600 },
  page: { client: 6_000, all: 60_000 },
};
const BOUNDS = { min: 1, max: 10_000_000 } as const;

export function readRateLimits(settings: SettingsReader, named: (name: string) => string): RateLimits {
  const windowMs = settings.duration(named('RATE_WINDOW'), { min: 1_000, max: 600_000 }, '30s');
  const budget = (name: RouteClass) => readBudget(settings, named, name);
  return {
    windowMs,
    budgets: {
      open: budget('open'),
      ask: budget('ask'),
      try: budget('try'),
      read: budget('read'),
      oidc: budget('oidc'),
      revoke: budget('revoke'),
      page: budget('page'),
    },
  };
}

function readBudget(settings: SettingsReader, named: (name: string) => string, name: RouteClass): Budget {
  const setting = named(`RATE_${name.toUpperCase()}`);
  const client = settings.integer(setting, BOUNDS, DEFAULTS[name].client);
  const all = settings.integer(`${setting}_ALL`, BOUNDS, DEFAULTS[name].all);
  if (all < client) settings.reject(`${setting}_ALL`, `must be at least ${setting}`);
  return { client, all };
}
