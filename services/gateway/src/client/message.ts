// The message page. What the server made of the message stands in a noscript
// element: alive where scripts are off, and mere text where they are on. Then
// that text goes to a document of its own (paper.ts), which checks it and shows
// what passed. This page is not allowed to make HTML of text, and that one has
// nothing in it but the message. If anything goes wrong on the way, nothing of
// the message is shown, and the page says so.
import { find, textOf } from './elements.ts';
import type { ForPaper, FromPaper } from './paper-letters.ts';

const ATTRIBUTE = ' srcdoc="';

/** The message that came with this page, if there is one. */
export function messageInPage(): string | undefined {
  const source = find('paper', HTMLElement)?.querySelector('noscript');
  if (source == null) return undefined;
  const markup = source.textContent;
  source.remove();
  return srcdocOf(markup);
}

export async function showMessage(message: string | undefined): Promise<void> {
  const paper = find('paper', HTMLElement);
  if (paper === undefined) return;
  const shell = document.createElement('iframe');
  const shown = message === undefined ? undefined : await layOn(paper, shell, message).catch(() => undefined);
  if (shown === undefined) {
    shell.remove();
    paper.dataset['state'] = 'unchecked';
    return;
  }
  if (shown.leftOut > 0) find('left-out', HTMLElement)?.removeAttribute('hidden');
  const status = find('arrived', HTMLElement);
  if (status !== undefined) status.textContent = textOf(paper, 'textArrived');
}

/** Resolves when the message is drawn. */
async function layOn(paper: HTMLElement, shell: HTMLIFrameElement, html: string): Promise<FromPaper | undefined> {
  shell.className = 'message-shell';
  shell.title = textOf(paper, 'title');
  shell.src = textOf(paper, 'address');
  const loaded = new Promise((resolve) => shell.addEventListener('load', resolve, { once: true }));
  paper.prepend(shell);
  paper.dataset['state'] = 'shown';
  await loaded;
  const { contentDocument, contentWindow } = shell;
  // Its script did not arrive, or the answer is another page.
  if (contentWindow === null || contentDocument?.documentElement.dataset['ready'] === undefined) return undefined;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<unknown>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  const letter: ForPaper = {
    html,
    sandbox: textOf(paper, 'sandbox'),
    title: textOf(paper, 'title'),
    remote: paper.dataset['remote'] === 'shown',
  };
  contentWindow.postMessage(letter, location.origin, [port2]);
  return readAnswer(await answered);
}

function readAnswer(data: unknown): FromPaper | undefined {
  const leftOut: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'leftOut') : undefined;
  return typeof leftOut === 'number' ? { leftOut } : undefined;
}

/** The attribute as the server escaped it: it has no other entities than these. Undefined when there is none. */
function srcdocOf(markup: string): string | undefined {
  const start = markup.indexOf(ATTRIBUTE) + ATTRIBUTE.length;
  const end = markup.indexOf('"', start);
  if (start < ATTRIBUTE.length || end === -1) return undefined;
  return markup.slice(start, end).replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
