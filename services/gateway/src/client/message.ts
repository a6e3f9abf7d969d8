// The message page. What the server made of the message stands in a noscript
// element: alive where scripts are off, and mere text where they are on. Then
// the browser checks that text, and what passed goes into the same sandboxed
// frame. If anything goes wrong on the way, nothing of the message is shown,
// and the page says so.
import { find, textOf } from './elements.ts';
import { buildWall } from './wall.ts';

const ATTRIBUTE = ' srcdoc="';

const paper = find('paper', HTMLElement);
if (paper !== undefined) {
  try {
    await showMessage(paper);
  } catch {
    paper.dataset['state'] = 'unchecked';
  }
}

async function showMessage(paper: HTMLElement): Promise<void> {
  const source = paper.querySelector('noscript');
  const frame = document.createElement('iframe');
  frame.className = 'message-frame';
  // Before its contents: a sandbox holds for what is loaded after it was set.
  frame.setAttribute('sandbox', textOf(paper, 'sandbox'));
  frame.title = textOf(paper, 'title');
  const leftOut = buildWall({ remote: paper.dataset['remote'] === 'shown' }).show(frame, srcdocOf(source?.textContent ?? ''));
  const arrived = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  paper.prepend(frame);
  source?.remove();
  paper.dataset['state'] = 'shown';
  if (leftOut > 0) find('left-out', HTMLElement)?.removeAttribute('hidden');
  await arrived;
  const status = find('arrived', HTMLElement);
  if (status !== undefined) status.textContent = textOf(paper, 'textArrived');
}

/** The attribute as the server escaped it: it has no other entities than these. */
function srcdocOf(markup: string): string {
  const start = markup.indexOf(ATTRIBUTE) + ATTRIBUTE.length;
  const end = markup.indexOf('"', start);
  if (start < ATTRIBUTE.length || end === -1) throw new TypeError('there is no message');
  return markup.slice(start, end).replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
