import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensurePythonPackages } from '@postern/dev-services';

const VECTORS = fileURLToPath(new URL('../../envelope/vectors/', import.meta.url));

let python = '';
let directory = '';
beforeAll(async () => {
  python = await ensurePythonPackages(join(VECTORS, 'requirements.txt'));
  directory = mkdtempSync(join(tmpdir(), 'postern-vectors-'));
}, 300_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function readVectors(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(python, [join(VECTORS, 'read_revocations.py'), path]).catch((thrown) => thrown);
  return stdout;
}

describe('a reader of revocations in another language, on another JOSE library', () => {
  const vectors = JSON.parse(readFileSync(join(VECTORS, 'revocations.json'), 'utf8'));

  it('comes to the same result for every vector', async () => {
    const { positive, negative } = vectors;
    expect(await readVectors(VECTORS)).toBe(`${positive.length} positive, ${negative.length} negative, 0 wrong\n`);
  });

  it('says so when a vector comes out differently', async () => {
    cpSync(join(VECTORS, 'keys.json'), join(directory, 'keys.json'));
    const swapped = { positive: vectors.negative.slice(0, 2), negative: vectors.positive.slice(0, 1) };
    writeFileSync(join(directory, 'revocations.json'), JSON.stringify(swapped));
    expect(await readVectors(directory)).toMatch(/^2 positive, 1 negative, 3 wrong\n/);
  });
});
