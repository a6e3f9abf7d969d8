// Holds the locks of all files below a directory until it is ended. SoftHSM
// locks a token's files around each access, so that its calls then hang: the
// nearest there is to an HSM that does not answer.
import { openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import koffi from 'koffi';

const F_TLOCK = 2;
const lockf: (file: number, command: number, length: number) => number = koffi
  .load(null)
  .func('lockf', 'int', ['int', 'int', 'long']);

for (const file of readdirSync(process.argv[2] ?? '', { recursive: true, withFileTypes: true })) {
  if (!file.isFile()) continue;
  const descriptor = openSync(join(file.parentPath, file.name), 'r+');
  while (lockf(descriptor, F_TLOCK, 0) !== 0); // held for microseconds by others
}
process.send?.('locked');
process.once('disconnect', () => process.exit(0));
