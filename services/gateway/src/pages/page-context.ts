import type { Texts } from '../messages/texts.ts';

/** What every page needs to know. */
export interface PageContext {
  readonly texts: Texts;
  /** The portal's host as the address bar shows it. */
  readonly host: string;
  /** Where an asset is served. */
  readonly asset: (name: AssetName) => string;
  /** Where the same page is asked for again; the root where it cannot be. */
  readonly path: string;
  /** The largest form, in bytes. */
  readonly maxFormBytes: number;
  /** Whether the browser keeps the sealed message that it sent, so that the page need not bring it again. */
  readonly keepsSealed: boolean;
}

export type AssetName = 'portal.css' | 'logo.svg' | 'early.js' | 'main.js' | 'paper.js';
