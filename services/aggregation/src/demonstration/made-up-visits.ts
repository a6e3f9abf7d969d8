// Uses of a portal that does not exist, for showing what analysts would see:
// some senders of different sizes, weekdays and weekends, a little growth, and
// visits that end early now and then.
import type { UsageKind, Use } from '@postern/usage';
import { type Day, isoDay } from '../domain/day.ts';

/** From 0 up to, without it, 1. */
export type Random = () => number;

type Weighted<T> = readonly (readonly [T, weight: number])[];

interface Sender {
  readonly number: number;
  readonly visitsADay: number;
  readonly locales: Weighted<NonNullable<Use['locale']>>;
}

const SENDERS: readonly Sender[] = [
  {
    number: 1,
    visitsADay: 420,
    locales: [
      ['en', 90],
      ['de', 6],
      ['fr', 4],
    ],
  },
  {
    number: 2,
    visitsADay: 260,
    locales: [
      ['de', 85],
      ['en', 10],
      ['tr', 5],
    ],
  },
  {
    number: 3,
    visitsADay: 90,
    locales: [
      ['zh_hant', 75],
      ['en', 20],
      ['ja', 5],
    ],
  },
  {
    number: 4,
    visitsADay: 14,
    locales: [
      ['fr', 80],
      ['en', 20],
    ],
  },
];

/** Sunday first. */
const WEEK = [0.3, 1.05, 1.15, 1.1, 1.05, 0.95, 0.4];
/** How much more a year brings. */
const GROWTH = 0.25;

const SYSTEMS: Weighted<readonly [NonNullable<Use['osFamily']>, Weighted<NonNullable<Use['browserFamily']>>]> = [
  [
    [
      'windows',
      [
        ['edge', 45],
        ['chrome', 45],
        ['firefox', 10],
      ],
    ],
    46,
  ],
  [
    [
      'ios',
      [
        ['safari', 90],
        ['chrome', 10],
      ],
    ],
    24,
  ],
  [
    [
      'android',
      [
        ['chrome', 88],
        ['firefox', 6],
        ['other', 6],
      ],
    ],
    18,
  ],
  [
    [
      'macos',
      [
        ['safari', 60],
        ['chrome', 32],
        ['firefox', 8],
      ],
    ],
    10,
  ],
  [
    [
      'linux',
      [
        ['firefox', 60],
        ['chrome', 40],
      ],
    ],
    2,
  ],
];

const METHODS: Weighted<NonNullable<Use['signInMethod']>> = [
  ['passcode', 70],
  ['oidc_microsoft', 22],
  ['oidc_google', 8],
];
const SIZES: Weighted<NonNullable<Use['size']>> = [
  ['under_10_kb', 12],
  ['under_100_kb', 48],
  ['under_1_mb', 28],
  ['under_10_mb', 10],
  ['10_mb_or_more', 2],
];
const LATENCIES: Weighted<NonNullable<Use['latency']>> = [
  ['under_100_ms', 22],
  ['under_300_ms', 52],
  ['under_1_s', 20],
  ['under_3_s', 5],
  ['under_10_s', 0.8],
  ['10_s_or_more', 0.2],
];

/** All uses of one day. `daysAgo` makes earlier days quieter. */
export function madeUpUses(day: Day, daysAgo: number, random: Random): Use[] {
  const weekday = new Date(`${isoDay(day)}T00:00:00Z`).getUTCDay();
  const shape = (WEEK[weekday] ?? 1) / (1 + (GROWTH * daysAgo) / 365);
  return SENDERS.flatMap((sender) => {
    const visits = Math.round(sender.visitsADay * shape * (0.85 + 0.3 * random()));
    return Array.from({ length: visits }, () => visit(sender, random)).flat();
  });
}

/** Opening, signing in, and reading; each step may be the last. */
function visit(sender: Sender, random: Random): Use[] {
  const [osFamily, browsers] = pick(SYSTEMS, random);
  const common = {
    senderOrganisation: sender.number,
    osFamily,
    browserFamily: pick(browsers, random),
    locale: pick(sender.locales, random),
  } as const;
  const signInMethod = pick(METHODS, random);
  const size = pick(SIZES, random);
  const use = (kind: UsageKind, fields: Omit<Use, 'kind' | 'outcome'>, outcome: Use['outcome'] = 'ok'): Use => ({
    ...common,
    kind,
    outcome,
    latency: pick(LATENCIES, random),
    ...fields,
  });
  const chance = (probability: number): boolean => random() < probability;

  if (chance(0.015)) return [use('message_opened', { size, errorCode: 'keyrelease_expired' }, 'refused')];
  const uses = [use('message_opened', { size })];
  if (chance(0.08)) return uses;
  if (signInMethod === 'passcode') uses.push(use('passcode_requested', {}), use('passcode_mailed', {}));
  if (signInMethod === 'passcode' && chance(0.12))
    uses.push(use('sign_in', { signInMethod, errorCode: chance(0.8) ? 'otp_wrong' : 'otp_expired' }, 'refused'));
  if (chance(0.04)) return uses;
  uses.push(use('sign_in', { signInMethod }));
  if (chance(0.01)) return [...uses, use('message_released', { errorCode: 'keyrelease_revoked' }, 'refused')];
  uses.push(use('message_released', {}));
  if (chance(0.004)) return [...uses, use('message_viewed', { size, errorCode: 'rendering_timeout' }, 'failed')];
  return [...uses, use('message_viewed', { size })];
}

function pick<T>(weighted: Weighted<T>, random: Random): T {
  let left = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  const [last] = weighted.at(-1) ?? [];
  if (last === undefined) throw new Error('nothing to pick from');
  return last;
}
