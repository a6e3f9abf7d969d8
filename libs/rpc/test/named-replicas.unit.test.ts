import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

it('a replica that is added to a name gets calls when connections have their age, and all of them when the other goes', async () => {
  const program = join(import.meta.dirname, 'named-replicas.ts');
  // It ends when the new replica was called: one that nobody finds would keep it for ever.
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: {}, timeout: 25_000 });
  const { first, secondAlone } = JSON.parse(stdout);
  expect(first).toBeGreaterThanOrEqual(20);
  expect(secondAlone).toBe(20);
});
