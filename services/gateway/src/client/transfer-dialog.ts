// What a reader sees of a form on its way: how far it is, a way to stop it, and
// what to do when the connection breaks. It is a dialog, so nothing else on the
// page moves, and the focus comes back by itself. Those who listen are told in
// quarters, and not at every byte.
import { find, textOf } from './elements.ts';
import type { Progress } from './transfer.ts';

/** Until then nothing is shown: most mails are small. */
const SHOWN_AFTER_MS = 400;

export interface TransferDialog {
  /** Has the texts. */
  readonly root: HTMLElement;
  tell(progress: Progress): void;
  /** What went wrong, in words for the reader; resolves to whether it shall be tried again. */
  fail(title: string, text: string): Promise<boolean>;
  /** Resolves when the reader has pressed the button that saves, or does not want the file. */
  offer(link: HTMLAnchorElement): Promise<void>;
  close(): void;
}

/** Undefined where the page has no dialog, or the browser does not know any. */
export function openTransferDialog(onCancel: () => void): TransferDialog | undefined {
  const dialog = stamp();
  if (dialog === undefined) return undefined;
  const { title, bar, line, status, actions, retry, cancel } = dialog;
  const show = () => {
    if (!dialog.root.open) dialog.root.showModal();
  };
  const shown = setTimeout(show, SHOWN_AFTER_MS);
  let cancelled = onCancel;
  let told = '';
  cancel.addEventListener('click', () => cancelled());
  dialog.root.addEventListener('cancel', (event) => {
    event.preventDefault();
    cancelled();
  });
  const say = (text: string, announced: string) => {
    line.textContent = text;
    if (announced !== told) status.textContent = announced;
    told = announced;
  };

  const tell = (progress: Progress) => {
    const share = progress.phase === 'waiting' ? undefined : progress.share;
    if (share === undefined) bar.removeAttribute('value');
    else bar.value = share;
    say(words(dialog.root, progress), words(dialog.root, inQuarters(progress)));
  };
  tell({ phase: 'sending', share: 0 });

  return {
    root: dialog.root,
    tell,
    fail: (failure, text) => {
      clearTimeout(shown);
      title.textContent = failure;
      bar.hidden = true;
      retry.hidden = false;
      line.setAttribute('role', 'alert');
      show();
      say(text, '');
      retry.focus();
      return new Promise((resolve) => {
        cancelled = () => resolve(false);
        retry.addEventListener('click', () => resolve(true));
      });
    },
    offer: (link) => {
      clearTimeout(shown);
      bar.value = 1;
      link.className = 'button primary';
      link.textContent = textOf(dialog.root, 'textSave');
      actions.prepend(link);
      show();
      say(textOf(dialog.root, 'textReady'), textOf(dialog.root, 'textReady'));
      link.focus();
      return new Promise((resolve) => {
        cancelled = resolve;
        link.addEventListener('click', () => resolve());
      });
    },
    close: () => {
      clearTimeout(shown);
      dialog.root.close();
      dialog.root.remove();
    },
  };
}

function stamp() {
  const template = find('transfer', HTMLTemplateElement);
  const copy = template?.content.firstElementChild?.cloneNode(true);
  if (!(copy instanceof HTMLDialogElement)) return undefined;
  document.body.append(copy);
  const title = find('transfer-title', HTMLElement);
  const bar = find('transfer-bar', HTMLProgressElement);
  const line = find('transfer-line', HTMLElement);
  const status = find('transfer-status', HTMLElement);
  const actions = find('transfer-actions', HTMLElement);
  const retry = find('transfer-retry', HTMLButtonElement);
  const cancel = find('transfer-cancel', HTMLButtonElement);
  if (!title || !bar || !line || !status || !actions || !retry || !cancel) return undefined;
  return { root: copy, title, bar, line, status, actions, retry, cancel };
}

/** What is worth being said aloud; of an answer whose end is not known, nothing is. */
function inQuarters(progress: Progress): Progress {
  if (progress.phase === 'waiting' || progress.share === undefined) return { phase: 'waiting' };
  return { ...progress, share: Math.floor(progress.share * 4) / 4 };
}

function words(root: HTMLElement, progress: Progress): string {
  if (progress.phase === 'sending') return textOf(root, 'textSent', percent(progress.share));
  if (progress.phase === 'waiting') return textOf(root, 'textWaiting');
  const { share, bytes } = progress;
  return textOf(root, 'textReceived', share === undefined ? megabytes(bytes) : percent(share));
}

const percent = (share: number) => new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(share);

const megabytes = (bytes: number) =>
  new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit: 'megabyte',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(bytes / 1e6);
