import { describe, expect, it } from '@jest/globals';
import { type ProofRule, provenAddress } from './proven-address.ts';
import type { Claims } from './provider.ts';

const NIMBUS = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const ISSUER = `https://login.microsoftonline.com/${NIMBUS}/v2.0`;
const MICROSOFT: ProofRule = { kind: 'microsoft', tenants: new Map([[NIMBUS, ['nimbus.example', 'xn--bcher-kva.example']]]) };
const GOOGLE: ProofRule = { kind: 'google' };
const GENERIC: ProofRule = { kind: 'generic', domains: ['nimbus.example'] };

const prove = (rule: ProofRule, claims: Claims) => provenAddress(claims, rule);

/** Everything that a claim that should be true could be instead. */
const NOT_TRUE = [undefined, null, false, 0, '', '0', 'false', 'yes', 2, [], {}, [true]];

describe('by Microsoft', () => {
  const member = { iss: ISSUER, tid: NIMBUS, email: 'ada@nimbus.example' };

  it.each([true, 1, '1'])('xms_edov %j proves the address, of whichever tenant', (xms_edov) => {
    expect(prove(MICROSOFT, { email: 'Ada@Anywhere.example', tid: OTHER, xms_edov })).toBe('ada@anywhere.example');
  });

  it.each([...NOT_TRUE, 'true', 'True'])('xms_edov %j does not', (xms_edov) => {
    expect(prove(MICROSOFT, { email: 'ada@anywhere.example', tid: OTHER, xms_edov })).toBeUndefined();
  });

  it.each<[string, Claims]>([
    ['of its domain', {}],
    ['of another domain of it, as people write it', { email: 'Ada@BÜCHER.example' }],
    ['with a tenant id in capitals', { tid: NIMBUS.toUpperCase() }],
    ['that says where it is at home', { idp: ISSUER }],
    ['that says so in the older form', { idp: `https://sts.windows.net/${NIMBUS}/` }],
    ['that says that it is a member', { acct: 0 }],
    ['that says so in words', { acct: '0' }],
  ])('a member of a mapped tenant %s is proved', (_name, more) => {
    expect(prove(MICROSOFT, { ...member, ...more })).toMatch(/^ada@(?:nimbus|xn--bcher-kva)\.example$/);
  });

  it.each<[string, Claims]>([
    ['of another tenant', { tid: OTHER }],
    ['of no tenant', { tid: undefined }],
    ['of several', { tid: [NIMBUS] }],
    ['with an address of another domain', { email: 'ada@other.example' }],
    ['with an address of a domain below', { email: 'ada@sub.nimbus.example' }],
    ['with an address of a domain that ends alike', { email: 'ada@evilnimbus.example' }],
    ['with an address that only begins there', { email: 'ada@nimbus.example@evil.example' }],
    ['with an address that looks alike', { email: 'ada@nіmbus.example' }],
    ['without an address', { email: undefined }],
    [
      'with a name to sign in with instead',
      { email: undefined, preferred_username: 'ada@nimbus.example', upn: 'ada@nimbus.example' },
    ],
    ['with several addresses', { email: ['ada@nimbus.example'] }],
    ['who calls the address verified', { email: 'ada@other.example', email_verified: true }],
    ['who is a guest by idp', { idp: `https://login.microsoftonline.com/${OTHER}/v2.0` }],
    ['who is a guest with a personal account', { idp: 'live.com' }],
    ['whose home is anything else', { idp: null }],
    ['who is a guest by acct', { acct: 1 }],
    ['who is a guest by acct in words', { acct: '1' }],
    ['who is something else by acct', { acct: true }],
  ])('somebody %s is not', (_name, more) => {
    expect(prove(MICROSOFT, { ...member, ...more })).toBeUndefined();
  });

  it('nobody is a member where no tenant is mapped', () => {
    expect(prove({ kind: 'microsoft', tenants: new Map() }, member)).toBeUndefined();
  });
});

describe('by Google', () => {
  it.each<[string, string | undefined, string]>([
    ['Ada@Gmail.com', undefined, 'ada@gmail.com'],
    ['a.d.a+x@googlemail.com', undefined, 'a.d.a+x@googlemail.com'],
    ['ada@nimbus.example', 'nimbus.example', 'ada@nimbus.example'],
    ['ada@BÜCHER.example', 'bücher.example', 'ada@xn--bcher-kva.example'],
  ])('%s with hd %s is proved', (email, hd, address) => {
    expect(prove(GOOGLE, { email, hd, email_verified: true })).toBe(address);
  });

  it.each(NOT_TRUE.concat(1, '1', 'true'))('email_verified %j proves nothing', (email_verified) => {
    expect(prove(GOOGLE, { email: 'ada@gmail.com', email_verified })).toBeUndefined();
    expect(prove(GOOGLE, { email: 'ada@nimbus.example', hd: 'nimbus.example', email_verified })).toBeUndefined();
  });

  it.each([undefined, null, '', 'other.example', 'sub.nimbus.example', 'example', ['nimbus.example'], true])(
    'hd %j is not authoritative for nimbus.example',
    (hd) => expect(prove(GOOGLE, { email: 'ada@nimbus.example', hd, email_verified: true })).toBeUndefined(),
  );

  it.each(['ada@gmail.com.evil.example', 'ada@notgmail.com', 'ada@gmail.co', 'gmail.com', 'ada@gmail.com@evil.example'])(
    '%s is no address of Gmail',
    (email) => expect(prove(GOOGLE, { email, email_verified: true })).toBeUndefined(),
  );

  it('what proves at Microsoft does not', () => {
    expect(prove(GOOGLE, { email: 'ada@nimbus.example', xms_edov: true, tid: NIMBUS })).toBeUndefined();
  });
});

describe('by another provider', () => {
  it('a verified address of a domain of its own is proved', () => {
    expect(prove(GENERIC, { email: 'Ada@Nimbus.Example', email_verified: true })).toBe('ada@nimbus.example');
  });

  it.each(NOT_TRUE.concat(1, '1', 'true'))('email_verified %j proves nothing', (email_verified) => {
    expect(prove(GENERIC, { email: 'ada@nimbus.example', email_verified })).toBeUndefined();
  });

  it.each(['ada@gmail.com', 'ada@sub.nimbus.example', 'ada@evilnimbus.example', 'ada@example', '"ada"@nimbus.example', ''])(
    '%j is not',
    (email) => expect(prove(GENERIC, { email, email_verified: true })).toBeUndefined(),
  );

  it('what proves at Microsoft or Google does not', () => {
    const claims = { email: 'ada@other.example', email_verified: true, hd: 'other.example', xms_edov: true, tid: NIMBUS };
    expect(prove(GENERIC, claims)).toBeUndefined();
  });
});

it.each([MICROSOFT, GOOGLE, GENERIC])('no claims prove nothing', (rule) => expect(prove(rule, {})).toBeUndefined());
