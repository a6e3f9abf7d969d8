import { describe, expect, it } from '@jest/globals';
import { classifyBrowser } from './browser.ts';

const KHTML = '(KHTML, like Gecko)';
const BLINK = `AppleWebKit/537.36 ${KHTML} Chrome/140.0.0.0`;

describe('a browser', () => {
  it.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${BLINK} Safari/537.36`, 'chrome', 'linux'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Safari/537.36 Edg/140.0.0.0`, 'edge', 'windows'],
    [`Mozilla/5.0 (Linux; Android 15; Pixel 9) ${BLINK} Mobile Safari/537.36 OPR/80.0`, 'other', 'android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox', 'linux'],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 ${KHTML} Version/18.0 Mobile/15E148 Safari/604.1`,
      'safari',
      'ios',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 ${KHTML} Version/18.1 Safari/605.1.15`,
      'safari',
      'macos',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 ${KHTML} CriOS/140.0 Mobile/15E148 Safari/604.1`,
      'chrome',
      'ios',
    ],
    ['curl/8.0', 'other', 'other'],
    [undefined, 'other', 'other'],
    [`${'x'.repeat(100_000)} Firefox/1`, 'other', 'other'],
  ])('is of a family: case %#', (claim, browserFamily, osFamily) => {
    expect(classifyBrowser(claim)).toEqual({ browserFamily, osFamily });
  });
});
