import { describe, expect, it } from '@jest/globals';
import { USAGE_FIELDS } from '@postern/usage';
import fc from 'fast-check';
import { classifyBrowser } from './browser.ts';

const KHTML = '(KHTML, like Gecko)';
const BLINK = `AppleWebKit/537.36 ${KHTML} Chrome/140.0.0.0`;
const WEBKIT = `AppleWebKit/605.1.15 ${KHTML}`;
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15; Pixel 9)';
const ANDROID_VIEW = `Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 ${KHTML} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36`;

describe('a browser', () => {
  it.each([
    [`${LINUX} ${BLINK} Safari/537.36`, 'chrome', 'linux'],
    [`${LINUX} AppleWebKit/537.36 ${KHTML} HeadlessChrome/140.0.0.0 Safari/537.36`, 'chrome', 'linux'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${BLINK} Safari/537.36`, 'chrome', 'chrome_os'],
    [`${IPHONE} ${WEBKIT} CriOS/140.0 Mobile/15E148 Safari/604.1`, 'chrome', 'ios'],
    [`${WINDOWS} ${BLINK} Safari/537.36 Edg/140.0.0.0`, 'edge', 'windows'],
    [`${IPHONE} ${WEBKIT} Version/18.0 EdgiOS/140.0 Mobile/15E148 Safari/604.1`, 'edge', 'ios'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox', 'linux'],
    [`${IPHONE} ${WEBKIT} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`, 'firefox', 'ios'],
    [`${IPHONE} ${WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1`, 'safari', 'ios'],
    [`Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) ${WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1`, 'safari', 'ios'],
    [`${MAC} ${WEBKIT} Version/18.1 Safari/605.1.15`, 'safari', 'macos'],
    [`${WINDOWS} ${BLINK} Safari/537.36 OPR/120.0.0.0`, 'opera', 'windows'],
    [`${ANDROID} ${BLINK} Mobile Safari/537.36 OPR/80.0`, 'opera', 'android'],
    [`${IPHONE} ${WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1 OPT/5.0`, 'opera', 'ios'],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 ${KHTML} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
      'samsung_internet',
      'android',
    ],
    [`${LINUX} ${BLINK} Safari/537.36 Vivaldi/7.0`, 'other', 'linux'],
    ['Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko', 'other', 'windows'],
    ['curl/8.0', 'other', 'other'],
    ['', 'other', 'other'],
    [undefined, 'other', 'other'],
    [`${'x'.repeat(100_000)} Firefox/1`, 'other', 'other'],
  ])('is of a family: case %#', (claim, browserFamily, osFamily) => {
    expect(classifyBrowser(claim)).toEqual({ browserFamily, osFamily });
  });

  it.each([
    ['any on Android', ANDROID_VIEW, 'android'],
    ['Outlook on Android', `${ANDROID_VIEW} Outlook-Android/2.0`, 'android'],
    ['any on an iPhone, Gmail among them', `${IPHONE} ${WEBKIT} Mobile/15E148`, 'ios'],
    ['Outlook on an iPhone', `${IPHONE} ${WEBKIT} Mobile/15E148 Outlook-iOS/709.2226530.prod.iphone (3.24.1)`, 'ios'],
    ['the Google app', `${IPHONE} ${WEBKIT} GSA/300.0 Mobile/15E148 Safari/604.1`, 'ios'],
    ['a mail program on a Mac', `${MAC} ${WEBKIT}`, 'macos'],
    [
      'one made with Electron',
      `${LINUX} AppleWebKit/537.36 ${KHTML} Mailspring/1.0 Chrome/140.0 Electron/30.0 Safari/537.36`,
      'linux',
    ],
  ])('that is part of a program is told apart, and the program is not told: %s', (_what, claim, osFamily) => {
    expect(classifyBrowser(claim)).toEqual({ browserFamily: 'in_app', osFamily });
  });

  it('is two words of our lists, whatever the header says', () => {
    const fragments = [
      'Android ',
      ' like Mac OS X',
      '(iPhone;',
      'OS ',
      '_',
      '.',
      ';',
      ' wv)',
      'Chrome/',
      'Version/',
      'Safari',
      'bot',
      '1',
    ];
    const claims = fc.oneof(
      fc.string({ maxLength: 500, unit: 'binary' }),
      fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(claims, (claim) => {
        const { browserFamily, osFamily, ...more } = classifyBrowser(claim);
        expect(USAGE_FIELDS.browserFamily).toContain(browserFamily);
        expect(USAGE_FIELDS.osFamily).toContain(osFamily);
        expect(more).toEqual({});
      }),
      { numRuns: 1_000 },
    );
  });
});
