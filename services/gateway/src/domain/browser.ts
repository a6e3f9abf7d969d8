// Of a User-Agent header two words are kept, each from a closed list of ours.
// Bowser knows the browsers; what it does not tell is whether one is part of
// another program, such as a mail program's own. The platforms do: Android's
// WebView names itself, and Apple's leaves out the word Safari.
// https://developer.chrome.com/docs/webview/user-agent
import type { Use } from '@postern/usage';
import bowser from 'bowser';

export type BrowserFamily = NonNullable<Use['browserFamily']>;
export type OsFamily = NonNullable<Use['osFamily']>;

/** What is kept of a User-Agent header: two words from closed lists. */
export interface Browser {
  readonly browserFamily: BrowserFamily;
  readonly osFamily: OsFamily;
  /** Of the page that was answered; told by another header. */
  readonly locale?: NonNullable<Use['locale']>;
}

/** Only the start of the header is looked at; it is chosen by the other side. */
const LOOKED_AT = 400;

/** By the names of bowser. Whatever it tells apart beyond these is `other`. */
const BROWSERS: ReadonlyMap<string, BrowserFamily> = new Map([
  ['Chrome', 'chrome'],
  ['Chromium', 'chrome'],
  ['Safari', 'safari'],
  ['Firefox', 'firefox'],
  ['Microsoft Edge', 'edge'],
  ['Opera', 'opera'],
  ['Opera Touch', 'opera'],
  ['Samsung Internet for Android', 'samsung_internet'],
  ['Electron', 'in_app'],
  ['Google Search', 'in_app'],
  ['WeChat', 'in_app'],
]);

const SYSTEMS: ReadonlyMap<string, OsFamily> = new Map([
  ['Windows', 'windows'],
  ['macOS', 'macos'],
  ['iOS', 'ios'],
  ['Android', 'android'],
  ['Linux', 'linux'],
  ['Chrome OS', 'chrome_os'],
]);

/** Classifies a User-Agent header, after which nobody needs it any more. */
export function classifyBrowser(userAgent: string | undefined): Browser {
  const claim = (userAgent ?? '').slice(0, LOOKED_AT);
  if (claim === '') return { browserFamily: 'other', osFamily: 'other' };
  const parser = bowser.getParser(claim, true);
  const family = BROWSERS.get(parser.getBrowserName()) ?? 'other';
  return {
    browserFamily: isInApp(claim, family) ? 'in_app' : family,
    osFamily: SYSTEMS.get(parser.getOSName()) ?? 'other',
  };
}

function isInApp(claim: string, family: BrowserFamily): boolean {
  const isAndroidView = family === 'chrome' && claim.includes('; wv)');
  const isAppleView = family === 'safari' && !claim.includes(' Safari/');
  return isAndroidView || isAppleView;
}
