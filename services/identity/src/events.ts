import { type Metrics, tellingCode } from '@postern/runtime';
import type { OidcSignIn } from './domain/oidc/oidc-sign-in.ts';
import type { PasscodeSignIn } from './domain/passcode-sign-in.ts';
import type { GrantRelease } from './domain/release-desk.ts';

interface Desks {
  readonly signIn: PasscodeSignIn;
  readonly grant: GrantRelease;
}

/** Counts what was asked of identity and how it answered; decoys count like the real thing. */
export function countOutcomes({ signIn, grant }: Desks, metrics: Metrics): Desks {
  const outcomes = metrics.counter({
    name: 'identity_outcomes_total',
    help: 'Sign-ins begun and ended, grants asked for, and their outcomes',
    labels: ['question', 'code'],
  });

  const counted = <T>(question: 'start' | 'redeem' | 'grant', ask: () => Promise<T>): Promise<T> =>
    tellingCode(ask, (code) => outcomes.inc({ question, code }));

  return {
    signIn: {
      start: (order, within) => counted('start', () => signIn.start(order, within)),
      redeem: (redemption, within) => counted('redeem', () => signIn.redeem(redemption, within)),
    },
    grant: (session, capsule, within) => counted('grant', () => grant(session, capsule, within)),
  };
}

/** Counts how sign-ins at identity providers began and ended, by the provider's kind: which provider it was is nobody's business. */
export function countOidcOutcomes(signIn: OidcSignIn, metrics: Metrics): OidcSignIn {
  const outcomes = metrics.counter({
    name: 'identity_oidc_outcomes_total',
    help: 'Sign-ins at identity providers begun and ended, and their outcomes',
    labels: ['question', 'kind', 'code'],
  });
  const kinds = new Map(signIn.list().map(({ id, kind }) => [id, kind]));

  const counted = <T>(question: 'begin' | 'complete', issuerId: string, ask: () => Promise<T>): Promise<T> =>
    tellingCode(ask, (code) => outcomes.inc({ question, kind: kinds.get(issuerId) ?? 'unknown', code }));

  return {
    list: () => signIn.list(),
    begin: (beginning) => counted('begin', beginning.issuerId, () => signIn.begin(beginning)),
    complete: (completion) => counted('complete', completion.issuerId, () => signIn.complete(completion)),
  };
}
