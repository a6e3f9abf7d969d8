import type { Use } from '@postern/usage';

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

/** The order matters: every browser names the ones it descends from. */
const BROWSERS: readonly (readonly [RegExp, BrowserFamily])[] = [
  [/ Edg(?:e|A|iOS)?\//, 'edge'],
  [/ OPR\//, 'other'],
  [/ (?:Firefox|FxiOS)\//, 'firefox'],
  [/ (?:Chrome|Chromium|HeadlessChrome|CriOS)\//, 'chrome'],
  [/ Version\/[\d.]+ (?:Mobile\/\w+ )?Safari\//, 'safari'],
];

const SYSTEMS: readonly (readonly [RegExp, OsFamily])[] = [
  [/\((?:iPhone|iPad|iPod)[;)]/, 'ios'],
  [/[(; ]Android[ ;)]/, 'android'],
  [/\(Windows NT /, 'windows'],
  [/\(Macintosh[;)]/, 'macos'],
  [/[(; ]Linux[ ;)]/, 'linux'],
];

/** Classifies a User-Agent header, after which nobody needs it any more. */
export function classifyBrowser(userAgent: string | undefined): Browser {
  const claim = (userAgent ?? '').slice(0, LOOKED_AT);
  return {
    browserFamily: BROWSERS.find(([mark]) => mark.test(claim))?.[1] ?? 'other',
    osFamily: SYSTEMS.find(([mark]) => mark.test(claim))?.[1] ?? 'other',
  };
}
