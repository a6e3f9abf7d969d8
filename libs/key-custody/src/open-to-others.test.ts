import { describe, expect, it } from '@jest/globals';
import { isOpenToOthers } from './open-to-others.ts';

describe('a file that holds a secret', () => {
  it.each(['600', '400', '440', '640', '750', '100600'])('is not open to others with mode %s', (mode) => {
    expect(isOpenToOthers(Number.parseInt(mode, 8))).toBe(false);
  });

  it.each(['604', '602', '644', '660', '620', '100644'])('is open to others with mode %s', (mode) => {
    expect(isOpenToOthers(Number.parseInt(mode, 8))).toBe(true);
  });
});
