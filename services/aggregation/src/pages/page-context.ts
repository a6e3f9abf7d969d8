import type { Role } from '../access/role.ts';
import type { SenderNames } from '../export/table.ts';

export type AssetName = 'dashboard.css' | 'logo.svg' | 'early.js' | 'main.js';

export interface PageContext {
  readonly asset: (name: AssetName) => string;
  /** Undefined on pages for people who are not signed in. */
  readonly visitor: { readonly role: Role; readonly hasSession: boolean } | undefined;
  readonly senderNames: SenderNames;
  /** Milliseconds since 1970. */
  readonly now: number;
}
