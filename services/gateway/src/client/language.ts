import { busy, find, isBusy, pageComplete } from './elements.ts';

/** In another language the page opens at the step where the reader is. */
export function markCodeSent(): void {
  const step = find('language-step', HTMLInputElement);
  if (step !== undefined) step.value = 'code';
}

/** Another language has to wait for the sealed text, which is the last thing in a page and comes along. */
export function enhanceLanguage(): void {
  const submit = find('language-submit', HTMLButtonElement);
  submit?.form?.addEventListener('submit', (event) => {
    if (event.submitter !== submit || document.readyState !== 'loading') return;
    event.preventDefault();
    if (isBusy(submit)) return;
    const done = busy(submit, submit.textContent);
    void pageComplete().then(() => {
      done();
      submit.form?.requestSubmit(submit);
    });
  });
}
