import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensurePythonPackages } from '@postern/dev-services';

const VECTORS = fileURLToPath(new URL('../vectors/', import.meta.url));

let python = '';
let directory = '';
beforeAll(async () => {
  python = await ensurePythonPackages(join(VECTORS, 'requirements.txt'));
  directory = mkdtempSync(join(tmpdir(), 'postern-vectors-'));
}, 300_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function readVectors(path: string): Promise<{ readonly code: number; readonly output: string }> {
  try {
    const { stdout } = await promisify(execFile)(python, [join(VECTORS, 'read_vectors.py'), path]);
    return { code: 0, output: stdout };
  } catch (thrown) {
    if (typeof thrown !== 'object' || thrown === null || !('code' in thrown && 'stdout' in thrown)) throw thrown;
    return { code: Number(thrown.code), output: String(thrown.stdout) };
  }
}

function parse(name: string): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(readFileSync(join(VECTORS, name), 'utf8'));
}

describe('a reader in another language, on another JOSE library', () => {
  it('comes to the same result for every vector', async () => {
    const expected = `${parse('positive.json').length} positive, ${parse('negative.json').length} negative, 0 wrong\n`;
    expect(await readVectors(VECTORS)).toEqual({ code: 0, output: expected });
  });

  it('says so when a vector comes out differently', async () => {
    const [positive, negative] = [parse('positive.json').slice(0, 1), parse('negative.json').slice(0, 1)];
    const swapped = {
      'keys.json': JSON.parse(readFileSync(join(VECTORS, 'keys.json'), 'utf8')),
      'positive.json': positive.map((vector) => ({ ...vector, claims: {} })),
      'negative.json': [...negative, ...positive].map((vector) => ({ ...vector, error: 'keyrelease.expired' })),
    };
    for (const [name, content] of Object.entries(swapped)) writeFileSync(join(directory, name), JSON.stringify(content));
    const { code, output } = await readVectors(directory);
    expect(code).toBe(1);
    expect(output).toMatch(/^1 positive, 2 negative, 3 wrong\n/);
  });
});
