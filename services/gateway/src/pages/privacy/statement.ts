// The privacy statement has the same sections in every language it is written
// in, and the types hold it to what the portal does: a cookie or a field of
// the usage events that has no words does not compile, and a test compares both
// lists with the code that sets cookies and counts. Each section names the
// files of the repository that tell how it is kept and tested.
import type { SafeHtml } from '@postern/html';
import type { NUMBERED_FIELDS, USAGE_FIELDS } from '@postern/usage';
import type { Operator } from '../../operator-settings.ts';

/** Of every language at once. Whoever changes a text changes the date, and the fingerprint in the test beside it. */
export const LAST_UPDATED = '2026-11-24';

export type UsageFieldName = keyof typeof USAGE_FIELDS | (typeof NUMBERED_FIELDS)[number];

export interface StatementFacts {
  readonly host: string;
  readonly operator: Operator | undefined;
}

export interface Section {
  readonly title: string;
  readonly body: (facts: StatementFacts) => SafeHtml;
}

interface CookieWords {
  readonly purpose: string;
  readonly lifetime: string;
}

export interface Statement {
  readonly lang: 'en' | 'zh-Hant';
  readonly sections: Readonly<Record<SectionId, Section>>;
  readonly cookies: Readonly<Record<CookieName, CookieWords>>;
  readonly fields: Readonly<Record<UsageFieldName, string>>;
  readonly labels: {
    readonly evidence: string;
    readonly lifetime: string;
    readonly values: string;
  };
}

export const COOKIE_NAMES = [
  '__Host-postern-challenge',
  '__Host-postern-session',
  '__Host-postern-attempt',
  '__Host-postern-language',
] as const;
export type CookieName = (typeof COOKIE_NAMES)[number];

/** In the order of the page; each with the files that bear it out. */
export const EVIDENCE = {
  service: ['docs/architecture.md', 'docs/threat-model.md'],
  access: ['docs/spec/envelope.md', 'services/key-release/README.md', 'e2e/revocation.e2e.test.ts'],
  'sign-in': ['services/identity/README.md', 'docs/decisions/0004-the-ciphertext-waits-in-the-browser.md'],
  passcodes: ['services/otp/README.md', 'e2e/what-redis-sees.e2e.test.ts'],
  accounts: ['docs/decisions/0016-rule-of-proof.md', 'e2e/oidc.e2e.test.ts'],
  message: [
    'docs/threat-model.md',
    'e2e/journey.e2e.test.ts',
    'docs/decisions/0014-revocations-are-known-or-nothing-is-released.md',
  ],
  cookies: ['services/gateway/README.md', 'services/gateway/test/privacy.unit.test.ts'],
  counted: [
    'libs/usage/src/usage-event.ts',
    'libs/usage/src/event-codec.test.ts',
    'libs/usage/src/event-contract.test.ts',
    'services/gateway/test/usage.unit.test.ts',
    'services/aggregation/README.md',
    'docs/decisions/0028-a-day-is-published-once.md',
    'services/aggregation/src/domain/partition-uses.test.ts',
    'services/aggregation/src/domain/live-view.test.ts',
  ],
  logs: ['docs/operations.md', 'libs/runtime/src/event-log.test.ts', 'e2e/journey.e2e.test.ts'],
  network: ['docs/decisions/0018-budgets-in-the-gateway.md', 'services/gateway/test/rate-limits-memory.unit.test.ts'],
  pictures: ['services/rendering/README.md', 'services/gateway/test/pages.integration.test.ts'],
  contact: ['docs/operations.md'],
  changes: ['docs/decisions/0024-a-privacy-statement-held-to-the-code.md'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SectionId = keyof typeof EVIDENCE;
