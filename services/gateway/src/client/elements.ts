/** The element with this id, if it is there and of this kind. */
export function find<T extends HTMLElement>(id: string, kind: new () => T): T | undefined {
  const element = document.getElementById(id);
  return element instanceof kind ? element : undefined;
}

/** A text that the server put on an element, in the reader's language; `value` goes where it left a place. */
export function textOf(element: HTMLElement, name: string, value = ''): string {
  return (element.dataset[name] ?? '').replace('\u0001', () => value);
}

/** Shows that a button is at work. Returns what ends it. A busy button keeps the focus, so it is not `disabled`. */
export function busy(button: HTMLElement, text: string): () => void {
  const before = button.textContent;
  button.textContent = text;
  button.dataset['busy'] = '';
  button.setAttribute('aria-disabled', 'true');
  return () => {
    button.textContent = before;
    delete button.dataset['busy'];
    button.removeAttribute('aria-disabled');
  };
}

export const isBusy = (button: HTMLElement): boolean => button.getAttribute('aria-disabled') === 'true';

/** Resolves when the page has arrived as a whole, the sealed text at its end included. */
export async function pageComplete(): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
}
