import { describe, expect, it } from '@jest/globals';
import { readSenderNames } from './senders-file.ts';

const registry = (...senders: object[]) => JSON.stringify({ senders });

describe('the names of senders', () => {
  it('come from the registry, by number, and nothing else of it is looked at', () => {
    const names = readSenderNames(
      registry({ id: 'clinic', displayName: 'Clinic Example', usageNumber: 7, keys: [] }, { id: 'bank', displayName: 'Bank' }),
    );
    expect([...names]).toEqual([['7', 'Clinic Example']]);
  });

  it.each([
    ['', 'not a registry'],
    ['[]', 'not a registry'],
    [registry({ displayName: 'A', usageNumber: 0 }), 'not a registry'],
    [registry({ displayName: 'A\u202e', usageNumber: 1 }), 'not a registry'],
    [registry({ displayName: 'A', usageNumber: 1 }, { displayName: 'B', usageNumber: 1 }), 'same usageNumber'],
  ])('are refused from %s', (text, reason) => {
    expect(() => readSenderNames(text)).toThrow(reason);
  });
});
