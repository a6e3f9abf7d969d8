// Makes the test vectors of docs/spec/envelope.md:
//
//   node libs/envelope/vectors/generate.ts
//
// Keys, contents and names are fixed. Signatures and, in the positive vectors,
// ephemeral keys are random, so two runs differ in capsules: the result is
// committed, and made again only when a vector is added.
import { writeFileSync } from 'node:fs';
import { KEYS } from './generate/fixed-keys.ts';
import { NEGATIVE_BODIES } from './generate/negative-bodies.ts';
import { NEGATIVE_CAPSULES } from './generate/negative-capsules.ts';
import { NEGATIVE_CLAIMS } from './generate/negative-claims.ts';
import { positiveVectors } from './generate/positive.ts';
import { REVOCATIONS } from './generate/revocations.ts';

function write(name: string, content: unknown): void {
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(content, null, 1)}\n`);
}

write('keys.json', KEYS);
write('positive.json', await positiveVectors());
write('negative.json', [...NEGATIVE_CAPSULES, ...NEGATIVE_CLAIMS, ...NEGATIVE_BODIES]);
write('revocations.json', REVOCATIONS);
