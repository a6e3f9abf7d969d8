import { createHash } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { run } from '../src/run.ts';

const ID = 'gq0PcXGxRJk8vRzVq0r3mA';

async function audit(...args: string[]): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      out += String(chunk);
      return true;
    }),
    jest.spyOn(process.stderr, 'write').mockReturnValue(true),
  ];
  const code = await run(['audit', ...args]);
  for (const spy of spies) spy.mockRestore();
  return { code, out };
}

describe('postern audit', () => {
  it('tells the commitment of the canonical address', async () => {
    const expected = createHash('sha256').update(`postern-release.v1\0${ID}\0ada@example.org`).digest('base64url');
    for (const address of ['ada@example.org', 'Ada@Example.ORG'])
      expect(await audit(ID, address)).toEqual({ code: 0, out: `${expected}\n` });
  });

  it.each([
    ['short', 'ada@example.org'],
    [ID, 'not an address'],
  ])('refuses %s %s', async (id, address) => {
    expect(await audit(id, address)).toEqual({ code: 64, out: '' });
  });
});
