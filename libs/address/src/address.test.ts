import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalAddress } from './canonical-address.ts';
import { maskAddress } from './mask-address.ts';
import { sameAddress } from './same-address.ts';

describe('the canonical form of an address', () => {
  it.each([
    ['Ada@Example.ORG', 'ada@example.org'],
    ['ada+news@example.org', 'ada+news@example.org'],
    ['a.d.a@example.org', 'a.d.a@example.org'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['jürgen@example.org', 'jürgen@example.org'],
    ['ju\u0308rgen@example.org', 'jürgen@example.org'],
    ['JÜRGEN@example.org', 'jürgen@example.org'],
    ['用户@例子.example', '用户@xn--fsqu00a.example'],
    ["o'hara@example.org", "o'hara@example.org"],
    ['ada@mail', 'ada@mail'],
  ])('of %s is %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  it.each([
    '',
    '@',
    'ada',
    '@example.org',
    'ada@',
    'ada @example.org',
    ' ada@example.org',
    'ada@example.org ',
    '"a b"@example.org',
    'ada(comment)@example.org',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada@127.1',
    'ada@0x7f',
    'ada@ex%61mple.org',
    'ada@example..org',
    'ada@example.org.',
    'ada@-example.org',
    '.ada@example.org',
    'a..da@example.org',
    'ada@example.org\n',
    'ada\r\nbcc:eve@example.org',
    'ada\u0000@example.org',
    'ada\u202e@example.org',
    'ada\u200b@example.org',
    'ada@exa\u00admple.org\u202e',
    'eve@evil.example,ada@example.org',
    '<ada@example.org>',
    'a@b@example.org',
    `${'a'.repeat(65)}@example.org`,
    `ada@${'a.'.repeat(130)}org`,
    `ada@${'a'.repeat(64)}.org`,
  ])('does not exist for %j', (text) => {
    expect(canonicalAddress(text)).toBeUndefined();
  });

  it('is its own canonical form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        const once = canonicalAddress(text);
        expect(once === undefined ? undefined : canonicalAddress(once)).toBe(once);
      }),
    );
  });
});

describe('a masked address', () => {
  it.each([
    ['ada@example.org', 'a•••@e•••.org'],
    ['a@mail', 'a•••@m•••'],
    ['jürgen@xn--bcher-kva.example', 'j•••@x•••.example'],
  ])('of %s is %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it('has the same length for short and long addresses', () => {
    expect(maskAddress(`${'a'.repeat(60)}@example.org`)).toHaveLength(maskAddress('a@example.org').length);
  });
});

it('compares addresses', () => {
  expect([sameAddress('a@b.c', 'a@b.c'), sameAddress('a@b.c', 'a@b.d'), sameAddress('', 'a')]).toEqual([true, false, false]);
});
