// Makes package-lock.json one that `npm ci` accepts where the registry lags on
// packages for other platforms: npm then leaves those packages out of the lock
// but keeps the edges to them, and refuses its own file. This drops every
// optional edge whose target the lock does not hold. Run after each change of
// the lock: `node scripts/prune-lock.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

/** Whether Node's resolution, starting at `from`, finds `name` in the lock. */
function isLocked(from, name) {
  for (let place = from; ; ) {
    if (lock.packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true;
    if (!place) return false;
    const up = place.lastIndexOf('/node_modules/');
    place = up === -1 ? '' : place.slice(0, up);
  }
}

let dropped = 0;
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (place === '' || isLocked(place, name)) continue;
    delete entry.optionalDependencies[name];
    dropped += 1;
  }
  if (entry.optionalDependencies && Object.keys(entry.optionalDependencies).length === 0) delete entry.optionalDependencies;
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`package-lock.json: ${dropped} unresolvable optional edges dropped\n`);
