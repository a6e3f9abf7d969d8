// The few drawings of the portal, inline, so that nothing has to be fetched.
// All of them are decoration: the words beside them say the same.
import { html, type SafeHtml } from '@postern/html';

export const ICONS = {
  verified: icon(
    'M12 2l2.4 1.8 3-.2.9 2.8 2.5 1.6-1 2.8 1 2.8-2.5 1.6-.9 2.8-3-.2L12 19.6l-2.4-1.8-3 .2-.9-2.8L3.200 13.600l1-2.8-1-2.8 2.500-1.600.900-2.800 3 .200zM8 10.800l2.800 2.800 5-5',
  ),
  envelope: icon('M3 6.500h18v12H3zM3 7l9 7 9-7'),
  clip: icon('M19 11l-7.500 7.500a4.200 4.200 0 0 1-6-6L13 5a2.800 2.800 0 0 1 4 4l-7.500 7.500a1.400 1.400 0 0 1-2-2L14 8'),
  warning: icon('M12 4l9.500 16h-19zM12 10v4.500M12 17v.5'),
  picture: icon('M3.500 5h17v14h-17zM3.500 16l5-5 4 4 3-2.500 5 4.500M15.500 8.500v.5'),
  upload: icon('M12 16V4.500M7.500 9L12 4.500 16.500 9M4 15v4.500h16V15'),
  shield: icon('M12 3l7.500 3v5.500c0 4.500-3 7.500-7.500 9.500-4.500-2-7.500-5-7.500-9.500V6z'),
  window: icon('M3.500 5h17v14h-17zM3.500 9h17M6 7h.5M8.500 7h.5'),
  globe: icon('M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18'),
  key: icon('M8 11a4 4 0 1 0 0 8a4 4 0 1 0 0-8M11 12.500L20 3.500M16.500 7l3 3M8 15v.1'),
} as const;

function icon(path: string): SafeHtml {
  return html`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;
}
