import { PLAIN_TEXT_START } from './plain-text.ts';
import type { SanitisedHtml } from './sanitise.ts';

/** Readable defaults, which the mail's own style comes after. */
const BASE_CSS =
  'body{margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}.m-plain-text{white-space:pre-wrap}blockquote{margin:0 0 0 12px;padding-left:12px;border-left:2px solid #8888}pre{white-space:pre-wrap}';

/**
 * A complete document for a frame without scripts. Its own policy is a second
 * lock on what the frame's sandbox and the page's policy forbid already.
 */
export function htmlDocument({ html, css }: Pick<SanitisedHtml, 'html' | 'css'>, remoteContent: 'blocked' | 'shown'): string {
  // A mail that says nothing of dark mode was made for white paper.
  const scheme = /prefers-color-scheme/i.test(css) || html.startsWith(PLAIN_TEXT_START) ? 'light dark' : 'light';
  const images = remoteContent === 'shown' ? 'data: https:' : 'data:';
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src ${images}`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><style>html{color-scheme:${scheme};background:Canvas;color:CanvasText}${BASE_CSS}</style>${css === '' ? '' : `<style>${css}</style>`}</head><body>${html}</body></html>`;
}
