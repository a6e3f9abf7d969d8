import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { postern } from './run-in-process.ts';

const ID = 'gq0PcXGxRJk8vRzVq0r3mA';
const commitment = (id: string) => createHash('sha256').update(`postern-release.v1\0${id}\0ada@example.org`).digest('base64url');

describe('postern audit', () => {
  it('tells the commitment of the canonical address', async () => {
    for (const address of ['ada@example.org', 'Ada@Example.ORG'])
      expect(await postern('audit', ID, address)).toEqual({ code: 0, out: `${commitment(ID)}\n`, err: '' });
  });

  it('takes an id that begins with a hyphen', async () => {
    const id = `-h${ID.slice(2)}`;
    expect(await postern('audit', id, 'ada@example.org')).toMatchObject({ code: 0, out: `${commitment(id)}\n` });
  });

  it.each([
    ['short', 'ada@example.org'],
    [ID, 'not an address'],
  ])('refuses %s %s', async (id, address) => {
    expect(await postern('audit', id, address)).toMatchObject({ code: 64, out: '' });
  });
});
