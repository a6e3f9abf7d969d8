// Generates libs/contracts/src/generated from proto/. With --check it writes
// nothing and fails when what is committed is not what would be generated.
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOADER_OPTIONS } from '../libs/contracts/src/loader-options.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const COMMITTED = join(ROOT, 'libs/contracts/src/generated');

function generate(into: string): void {
  const files = globSync('postern/**/*.proto', { cwd: join(ROOT, 'proto') }).sort();
  rmSync(into, { recursive: true, force: true });
  execFileSync(
    join(ROOT, 'node_modules/.bin/proto-loader-gen-types'),
    [
      `--longs=${LOADER_OPTIONS.longs.name}`,
      `--enums=${LOADER_OPTIONS.enums.name}`,
      `--defaults=${LOADER_OPTIONS.defaults}`,
      `--oneofs=${LOADER_OPTIONS.oneofs}`,
      '--includeDirs=proto',
      '--grpcLib=@grpc/grpc-js',
      '--importFileExtension=.ts',
      '--targetFileExtension=.ts',
      `--outDir=${into}`,
      ...files,
    ],
    { cwd: ROOT, stdio: 'inherit' },
  );
  // The summary of each file serves loadPackageDefinition, which we do not use.
  for (const entry of readdirSync(into)) if (entry.endsWith('.ts')) rmSync(join(into, entry));
}

function contents(directory: string): Map<string, string> {
  const files = globSync('**/*.ts', { cwd: directory });
  return new Map(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}

if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(join(tmpdir(), 'postern-contracts-'));
  generate(fresh);
  const [expected, actual] = [contents(fresh), contents(COMMITTED)];
  rmSync(fresh, { recursive: true });
  const drifted = [...new Set([...expected.keys(), ...actual.keys()])].filter((file) => expected.get(file) !== actual.get(file));
  if (drifted.length > 0) {
    process.stderr.write(`generated types differ from proto/ (run: npm run contracts):\n${drifted.join('\n')}\n`);
    process.exitCode = 1;
  }
} else {
  generate(COMMITTED);
}
