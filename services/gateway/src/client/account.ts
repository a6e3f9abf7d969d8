// Signing in with an account, in a small window of its own. The provider's
// pages cut the tie between the two windows (Cross-Origin-Opener-Policy), so
// this page cannot see whether the other one is still there. It keeps its
// buttons, and hears of the end by a channel that only pages of this portal
// have. What it hears is no secret and no proof: whether somebody is signed
// in, the server says when the message is asked for.
import { find } from './elements.ts';

const CHANNEL = 'postern-sign-in';
const HEARD = 'heard';
const WINDOW_FEATURES = 'popup,width=520,height=720';
/** A name is forgotten when its window goes to another site, so an old one is never used twice. */
const WINDOW_NAME = 'postern-account';

type End = { readonly signedIn: true } | { readonly problem: string };

interface AccountWays {
  /** Called for a sign-in on a page that has begun one. */
  readonly onSignedIn: () => void;
  /** Called on every other page. */
  readonly onOthers: () => void;
  /** Ends the listening. */
  readonly signal: AbortSignal;
}

export function enhanceAccount({ onSignedIn, onOthers, signal }: AccountWays): void {
  const form = find('account', HTMLFormElement);
  const note = find('account-note', HTMLElement);
  const error = find('account-error', HTMLElement);
  const waiting = find('account-waiting', HTMLTemplateElement);
  if (form === undefined || note === undefined || error === undefined || waiting === undefined) return;
  let isWaiting = false;

  const wait = () => {
    isWaiting = true;
    error.textContent = '';
    note.replaceChildren(waiting.content.cloneNode(true));
  };
  // Pressed before this script was here: it opened a tab.
  if (form.dataset['sent'] !== undefined) wait();
  form.addEventListener('submit', () => {
    // A window that may not be opened leaves the form its tab.
    form.target = window.open('', WINDOW_NAME, WINDOW_FEATURES) === null ? '_blank' : WINDOW_NAME;
    wait();
  });
  const channel = new BroadcastChannel(CHANNEL);
  signal.addEventListener('abort', () => channel.close());
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const end = readEnd(data);
    if (end === undefined) return;
    if (!isWaiting) return 'signedIn' in end ? onOthers() : undefined;
    channel.postMessage(HEARD);
    note.replaceChildren();
    // After a problem it goes on waiting: the small window can try again.
    if ('problem' in end) error.textContent = end.problem;
    else onSignedIn();
  });
}

function readEnd(data: unknown): End | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if (Reflect.get(data, 'signedIn') === true) return { signedIn: true };
  const problem: unknown = Reflect.get(data, 'problem');
  return typeof problem === 'string' ? { problem } : undefined;
}

/**
 * The last page of the small window: tells the other one, and closes itself
 * when that has heard it. Where nobody has, it stays, and says what to do.
 */
export function enhanceAccountEnd(): void {
  const page = find('account-end', HTMLElement);
  if (page === undefined) return;
  const { signedIn, problem = '' } = page.dataset;
  const end: End = signedIn === undefined ? { problem } : { signedIn: true };
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === HEARD && signedIn !== undefined) window.close();
  });
  channel.postMessage(end);
  find('close-window', HTMLButtonElement)?.addEventListener('click', () => window.close());
}
