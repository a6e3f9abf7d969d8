// docs/asvs.md says where each requirement is met. What it names has to exist,
// and it has to speak of every requirement once.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const ROOT = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('docs/asvs.md', ROOT), 'utf8');

/** Level 1 and 2 of version 5.0.0: how many requirements each chapter has. */
const REQUIREMENTS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

const rows = text.split('\n').flatMap((line) => {
  const [, id, level, , state, where = ''] =
    /^\| (\d+\.\d+\.\d+) *\| ([12]) *\| (.*?) *\| (met|not met) *\| (.*?) *\|$/.exec(line) ?? [];
  return id === undefined ? [] : [{ id, level, state, where }];
});
const notApplicable = text
  .split('\n')
  .filter((line) => line.startsWith('- '))
  .flatMap((line) => /^- ((?:\d+\.\d+\.\d+(?:, )?)+): /.exec(line)?.[1]?.split(', ') ?? []);
const paths = new Set(
  [...text.matchAll(/`((?:docs|e2e|libs|services|proto|scripts)\/[^`]+|[A-Za-z-]+\.(?:md|json))`/g)].map(([, path = '']) => path),
);

describe('docs/asvs.md', () => {
  it.each([...paths])('names %s, which exists', (path) => {
    expect(existsSync(new URL(path, ROOT))).toBe(true);
  });

  it('speaks of every requirement of levels 1 and 2 once', () => {
    const ids = [...rows.map(({ id }) => id), ...notApplicable];
    expect(new Set(ids).size).toBe(ids.length);
    const counts = REQUIREMENTS.map((_, index) => ids.filter((id) => id.startsWith(`${index + 1}.`)).length);
    expect(counts).toEqual(REQUIREMENTS);
  });

  it('shows where each that is met is met', () => {
    expect(rows.filter(({ state, where }) => state === 'met' && !/`[^`]+`|none|no /.test(where))).toEqual([]);
  });

  it('adds up', () => {
    const count = (wanted: string) => rows.filter(({ state }) => state === wanted).length;
    const [, met, notMet, not] = /^\| (\d+) +\| (\d+) +\| (\d+) +\|$/m.exec(text) ?? [];
    expect([met, notMet, not].map(Number)).toEqual([count('met'), count('not met'), notApplicable.length]);
  });

  it('names the level 1 requirements that are not met', () => {
    const missing = rows.filter(({ level, state }) => level === '1' && state === 'not met').map(({ id }) => id);
    const [, named = ''] = /Of level 1, not met:\s+([\d., \n]+)\.\n/.exec(text) ?? [];
    expect(named.split(/,\s+/)).toEqual(missing);
  });
});
