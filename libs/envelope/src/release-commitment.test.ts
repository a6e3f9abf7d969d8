import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { releaseCommitment } from './release-commitment.ts';

it('is the one that the specification shows', () => {
  const specification = readFileSync(new URL('../../../docs/spec/envelope.md', import.meta.url), 'utf8');
  const shown = /For `([\w-]{22})` and `([^`]+)` it is `([\w-]{43})`/.exec(specification);
  expect(releaseCommitment(shown?.[1] ?? '', shown?.[2] ?? '')).toBe(shown?.[3]);
});
