import { describe, expect, it } from '@jest/globals';
import { mayDo, roleIn } from './role.ts';

const RULE = { claim: 'roles', viewer: 'usage-viewer', exporter: 'usage-exporter' };

describe('a role', () => {
  it.each([
    [{ roles: ['usage-viewer'] }, 'viewer'],
    [{ roles: 'usage-viewer' }, 'viewer'],
    [{ roles: ['usage-viewer', 'usage-exporter', 'other'] }, 'exporter'],
    [{ roles: ['usage-viewers'] }, undefined],
    [{ roles: { 'usage-viewer': true } }, undefined],
    [{ roles: [['usage-viewer']] }, undefined],
    [{ groups: ['usage-viewer'] }, undefined],
    [{}, undefined],
  ])('in %j is %s', (claims, role) => expect(roleIn(claims, RULE)).toBe(role));

  it('may be inside of another claim, and a claim whose own name has dots comes first', () => {
    const rule = { ...RULE, claim: 'realm.roles' };
    expect(roleIn({ realm: { roles: ['usage-exporter'] } }, rule)).toBe('exporter');
    expect(roleIn({ realm: { roles: ['usage-exporter'] }, 'realm.roles': ['usage-viewer'] }, rule)).toBe('viewer');
    expect(roleIn({ realm: null }, rule)).toBeUndefined();
  });

  it('is never found on what every object has', () => {
    expect(roleIn({}, { ...RULE, claim: 'constructor.name', viewer: 'Object' })).toBeUndefined();
    expect(roleIn({}, { ...RULE, claim: 'toString' })).toBeUndefined();
  });

  it('of an exporter includes that of a viewer, and not the other way round', () => {
    expect([mayDo('exporter', 'viewer'), mayDo('viewer', 'viewer'), mayDo('viewer', 'exporter')]).toEqual([true, true, false]);
  });
});
