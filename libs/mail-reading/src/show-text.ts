import type { Email } from 'postal-mime';
import { LIMITS } from './limits.ts';
import { plainTextToHtml } from './plain-text.ts';
import { type SanitisedHtml, type SanitiseOptions, sanitise } from './sanitise.ts';

export interface ShownText extends SanitisedHtml {
  /** The mail has text, whatever became of it. */
  readonly written: boolean;
}

/** The text of a mail as safe HTML: what it has as HTML, else its plain text. */
export function showText({ html, text }: Email, options: SanitiseOptions): ShownText {
  return html !== undefined && html.trim() !== '' ? showHtml(html, text, options) : showPlain(text ?? '');
}

function showHtml(html: string, plain: string | undefined, options: SanitiseOptions): ShownText {
  const bounded = html.slice(0, LIMITS.textCharacters);
  const hasPlain = plain !== undefined && plain.trim() !== '';
  const sanitised = sanitise(bounded, { ...options, outline: options.outline && !hasPlain });
  return {
    ...sanitised,
    text: hasPlain ? plain.slice(0, LIMITS.textCharacters) : sanitised.text,
    written: true,
    truncated: sanitised.truncated || bounded.length < html.length,
  };
}

function showPlain(text: string): ShownText {
  const bounded = text.slice(0, LIMITS.textCharacters);
  const { html, truncated } = plainTextToHtml(bounded);
  const written = text.trim() !== '';
  return {
    html,
    css: '',
    remoteCount: 0,
    text: bounded,
    written,
    visible: written,
    truncated: truncated || bounded.length < text.length,
  };
}
