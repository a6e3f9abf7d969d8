import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openReloadedFile, type ReloadedFile } from './reloaded-file.ts';

let directory: string;
let path: string;
let file: ReloadedFile<unknown>;
let outcomes: string[];
let onOutcome: () => void;

/** Resolves when so many outcomes were told in all. */
const told = (count: number) =>
  new Promise<void>((resolve) => {
    onOutcome = () => {
      if (outcomes.length >= count) resolve();
    };
    onOutcome();
  });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'postern-reloaded-'));
  path = join(directory, 'file.json');
  outcomes = [];
  onOutcome = () => {};
  await writeFile(path, '1');
  file = await openReloadedFile({
    path,
    parse: (text): unknown => JSON.parse(text),
    everyMs: 5,
    onReload: (outcome) => {
      outcomes.push(outcome);
      onOutcome();
    },
  });
});
afterEach(async () => {
  file.close();
  await rm(directory, { recursive: true });
});

async function replace(contents: string): Promise<void> {
  await writeFile(`${path}.next`, contents);
  await rename(`${path}.next`, path);
}

describe('a file that is read again', () => {
  it('counts as soon as it changes', async () => {
    await replace('2');
    await told(1);
    expect([file.current(), outcomes]).toEqual([2, ['reloaded']]);
  });

  it('that cannot be parsed changes nothing, and is told once', async () => {
    await replace('{');
    await told(1);
    await replace('3');
    await told(2);
    expect([file.current(), outcomes]).toEqual([3, ['refused', 'reloaded']]);
  });

  it('that cannot be read any more is told once too: what somebody put there does not count', async () => {
    await rm(path);
    await told(1);
    expect([file.current(), outcomes]).toEqual([1, ['refused']]);
    await replace('4');
    await told(2);
    expect([file.current(), outcomes]).toEqual([4, ['refused', 'reloaded']]);
  });

  it('that is back as it was is told to count again', async () => {
    const contents = await readFile(path, 'utf8');
    await rm(path);
    await told(1);
    await replace(contents);
    await told(2);
    expect([file.current(), outcomes]).toEqual([1, ['refused', 'reloaded']]);
  });
});
