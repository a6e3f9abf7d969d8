// Under the portal's policy no text becomes HTML in a page of it, unless it
// comes from the one Trusted Types policy that a message's paper may make. This
// is where it is made, and the wall is the only one that has it.
import type { Config } from 'dompurify';

export type HtmlPolicy = NonNullable<Config['TRUSTED_TYPES_POLICY']>;

interface Rules {
  readonly createHTML: (html: string) => string;
  readonly createScriptURL: (address: string) => string;
}

declare global {
  interface Window {
    readonly trustedTypes?: { createPolicy(name: string, rules: Rules): HtmlPolicy };
  }
}

/** As the content security policy of the paper names it. */
const NAME = 'message';

/** Undefined where the browser does not know Trusted Types; there any text may become HTML. */
export function createHtmlPolicy(): HtmlPolicy | undefined {
  return window.trustedTypes?.createPolicy(NAME, {
    createHTML: (html) => html,
    createScriptURL: () => {
      throw new TypeError('a message has no scripts');
    },
  });
}
