// node deploy/docker/assemble.mjs <service> <directory>
//
// Copies what one service runs with: itself, the packages that it depends on
// (and they on), and the contracts; and writes a bill of just that
// (sbom.json, CycloneDX). npm alone cannot: it installs for a workspace also
// what its tests need. Plain JavaScript: it runs before the repository's own
// Node is there.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = realpathSync('.');
const [service, target] = process.argv.slice(2);
if (service === undefined || target === undefined) throw new Error('give a service and a directory');

/** Where Node finds package `name` from `folder`; undefined where it does not. */
function find(name, folder) {
  for (let place = folder; ; place = dirname(place)) {
    const candidate = join(place, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (place === ROOT) return undefined;
  }
}

/** The places of all packages that `folder` needs to run, by way of real paths. */
function neededBy(folder, found = new Map()) {
  const real = realpathSync(folder);
  if (found.has(real)) return found;
  const manifest = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8'));
  found.set(real, `${manifest.name}@${manifest.version}`);
  const mayBeMissing = { ...manifest.optionalDependencies, ...manifest.peerDependencies };
  for (const name of Object.keys({ ...mayBeMissing, ...manifest.dependencies })) {
    const place = find(name, real);
    if (place !== undefined) neededBy(place, found);
    else if (!(name in mayBeMissing)) throw new Error(`${manifest.name} needs ${name}, which is not installed`);
  }
  return found;
}

const needed = neededBy(join(ROOT, 'services', service));
for (const folder of needed.keys()) {
  // What is nested is copied when it is needed itself.
  const filter = (path) => relative(folder, path) !== 'node_modules';
  cpSync(folder, join(target, relative(ROOT, folder)), { recursive: true, filter });
}
mkdirSync(join(target, 'node_modules/@postern'), { recursive: true });
for (const [folder, identity] of needed) {
  const name = /^(@postern\/[^@]+)@/.exec(identity)?.[1];
  if (name !== undefined) symlinkSync(join('../..', relative(ROOT, folder)), join(target, 'node_modules', name));
}
for (const file of ['package.json', 'LICENSE', 'proto']) cpSync(join(ROOT, file), join(target, file), { recursive: true });
symlinkSync(`services/${service}`, join(target, 'service'));

const bill = JSON.parse(
  execFileSync('npm', ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format=cyclonedx'], { maxBuffer: 1 << 28 }),
);
const identities = new Set(needed.values());
bill.components = bill.components.filter((component) => identities.has(component['bom-ref']));
bill.dependencies = bill.dependencies.filter(({ ref }) => identities.has(ref));
writeFileSync(join(target, 'sbom.json'), JSON.stringify(bill));
process.stdout.write(`${service}: ${needed.size} packages, ${bill.components.length} in its bill\n`);
