// Every form of a page that takes or holds a sealed message goes through here,
// whichever of its buttons was pressed, but for those that open a tab.
import { busy, isBusy, pageComplete, textOf } from './elements.ts';
import { saveLink } from './save-link.ts';
import { type Arrived, type Submission, transfer } from './transfer.ts';
import { openTransferDialog, type TransferDialog } from './transfer-dialog.ts';
import { bringsMessageBack, type TurnedPage, turnPage } from './turn-page.ts';

/** Called when there is another page where this one was. */
export type OnTurned = (page: TurnedPage) => void;

let isSending = false;

export function enhanceForms(onTurned: OnTurned): void {
  document.addEventListener('submit', (event) => {
    const { target: form, submitter, defaultPrevented } = event;
    if (!(form instanceof HTMLFormElement) || form.enctype !== 'multipart/form-data' || defaultPrevented) return;
    if (submitter?.getAttribute('formtarget') === '_blank') return;
    event.preventDefault();
    void sendForm(submitter === null ? { form } : { form, submitter }, onTurned);
  });
}

/** Sends a form, and shows what comes of it. Never rejects. */
export async function sendForm(submission: Submission, onTurned: OnTurned): Promise<void> {
  const { submitter } = submission;
  if (isSending || (submitter !== undefined && isBusy(submitter))) return;
  isSending = true;
  const done = submitter === undefined ? () => {} : busy(submitter, submitter.textContent);
  // The sealed text is the last thing in a page.
  await pageComplete();
  let again = true;
  while (again) again = await sendOnce(submission, onTurned);
  done();
  isSending = false;
}

/** Resolves to whether it shall be tried again. */
async function sendOnce(submission: Submission, onTurned: OnTurned): Promise<boolean> {
  let cancel = () => {};
  const dialog = openTransferDialog(() => cancel());
  const sent = transfer(submission, (progress) => dialog?.tell(progress));
  cancel = sent.cancel;
  const again = await take(await sent.arrived, dialog, onTurned);
  dialog?.close();
  return again;
}

async function take(arrived: Arrived, dialog: TransferDialog | undefined, onTurned: OnTurned): Promise<boolean> {
  switch (arrived.kind) {
    case 'cancelled':
      return false;
    case 'broken':
      return (await dialog?.fail(textOf(dialog.root, 'textBroken'), textOf(dialog.root, 'textBrokenDo'))) ?? false;
    case 'file':
      await save(arrived, dialog);
      return false;
    case 'page': {
      const { page, status } = arrived;
      const refusal = LATER.has(status) && !bringsMessageBack(page) ? headingOf(page) : undefined;
      if (refusal !== undefined && dialog !== undefined) return dialog.fail(refusal.title, refusal.text);
      // What is behind a dialog cannot have the focus.
      dialog?.close();
      onTurned(turnPage(page));
      return false;
    }
  }
}

/** Too many requests, or no room: refused before the form was read, so the answer does not bring back what was in it. */
const LATER: ReadonlySet<number> = new Set([429, 503]);

function headingOf(page: Document): { readonly title: string; readonly text: string } {
  const textIn = (selector: string) => page.querySelector(selector)?.textContent ?? '';
  return { title: textIn('h1'), text: `${textIn('.lead')} ${textIn('.lead + p')} ${textIn('.code')}` };
}

/** A file that came long after its button was pressed needs a press of its own: browsers ask about files that come by themselves. */
async function save({ name, bytes }: { readonly name: string; readonly bytes: Blob }, dialog: TransferDialog | undefined) {
  const { link, release } = saveLink(name, bytes);
  if (dialog === undefined || navigator.userActivation?.isActive === true) link.click();
  else await dialog.offer(link);
  release();
}
