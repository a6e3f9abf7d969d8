import { find } from './elements.ts';

/** The message page: printing, and a sign that something is being loaded again. */
export function enhanceMessage(): void {
  find('print', HTMLButtonElement)?.addEventListener('click', () => print());
}
