// No field of an event can hold a text: asked of the contract itself, and of
// contracts that somebody might write.
import { describe, expect, it } from '@jest/globals';
import protobuf from 'protobufjs';
import { checkedNames, loadEventContract } from './event-contract.ts';

const { type } = loadEventContract();

/** The contract with one field changed. */
function contractWith(change: (definition: protobuf.IType) => void): protobuf.Type {
  const root = protobuf.Root.fromJSON(type.root.toJSON());
  const copy = root.lookupType('postern.usage.v1.UsageEvent');
  const definition = copy.toJSON();
  change(definition);
  const parent = copy.parent;
  parent?.remove(copy);
  const changed = protobuf.Type.fromJSON('UsageEvent', definition);
  parent?.add(changed);
  return changed;
}

describe('the contract of usage events', () => {
  it('has nothing but enumerations and plain numbers in it', () => {
    expect(type.oneofsArray).toEqual([]);
    for (const field of type.fieldsArray) {
      field.resolve();
      expect(field.resolvedType instanceof protobuf.Enum ? 'enumeration' : field.type).toMatch(/^(enumeration|uint32)$/);
      expect([field.repeated, field.map, field.required]).toEqual([false, false, false]);
    }
    expect(type.fieldsArray.filter(({ type }) => type === 'uint32').map(({ name }) => name)).toEqual([
      'hour',
      'senderOrganisation',
    ]);
  });

  it('is found to be in order as it is', () => {
    expect(checkedNames(contractWith(() => {})).size).toBe(11);
  });

  it.each(['string', 'bytes', 'uint64', 'double', 'fixed32', 'bool', 'UsageEvent'])(
    'stops the start when a field is of type %s',
    (wrong) => {
      const withText = contractWith(({ fields }) => {
        fields['senderOrganisation'] = { type: wrong, id: 11 };
      });
      expect(() => checkedNames(withText)).toThrow('more than a number');
    },
  );

  it.each<[string, (definition: protobuf.IType) => void]>([
    ['has a field more', ({ fields }) => Object.assign(fields, { more: { type: 'uint32', id: 12 } })],
    ['has a field less', ({ fields }) => delete fields['locale']],
    ['has a field many times', ({ fields }) => Object.assign(fields, { hour: { type: 'uint32', id: 2, rule: 'repeated' } })],
    ['has a choice of fields', (definition) => Object.assign(definition, { oneofs: { either: { oneof: ['hour'] } } })],
    ['lists other values', ({ fields }) => Object.assign(fields, { outcome: { type: 'OsFamily', id: 3 } })],
  ])('stops the start when it %s', (_what, change) => {
    expect(() => checkedNames(contractWith(change))).toThrow('the contract');
  });
});
