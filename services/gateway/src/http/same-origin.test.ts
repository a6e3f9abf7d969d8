import { describe, expect, it } from '@jest/globals';
import { isSameOrigin } from './same-origin.ts';

const ORIGIN = 'https://portal.example.org';

describe('the origin of a request', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: ORIGIN }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ 'sec-fetch-site': '' }, false],
    [{ origin: ORIGIN }, true],
    [{ origin: 'null' }, false],
    [{ origin: `${ORIGIN}.evil.example` }, false],
    [{ origin: 'http://portal.example.org' }, false],
    [{}, false],
  ])('%j is ours: %s', (headers, ours) => {
    expect(isSameOrigin(headers, ORIGIN)).toBe(ours);
  });
});
