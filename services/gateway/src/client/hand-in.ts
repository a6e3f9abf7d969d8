import { find, textOf } from './elements.ts';

/** The page where a saved file is handed in: names it, checks its size, and takes a dropped one. */
export function enhanceHandIn(): void {
  const form = find('hand-in', HTMLFormElement);
  const input = find('file', HTMLInputElement);
  const note = find('file-note', HTMLElement);
  const drop = input?.closest('label');
  if (form === undefined || input === undefined || note === undefined || drop == null) return;

  const tooLarge = () => (input.files?.[0]?.size ?? 0) > Number(form.dataset['maxBytes']);
  const tell = () => {
    const name = input.files?.[0]?.name;
    note.classList.toggle('bad', tooLarge());
    note.textContent = name === undefined ? '' : tooLarge() ? textOf(form, 'textLarge') : textOf(form, 'textChosen', name);
  };
  input.addEventListener('change', tell);
  form.addEventListener('submit', (event) => {
    if (tooLarge()) event.preventDefault();
  });

  const over = (event: DragEvent) => {
    event.preventDefault();
    drop.dataset['over'] = '';
  };
  drop.addEventListener('dragenter', over);
  drop.addEventListener('dragover', over);
  drop.addEventListener('dragleave', () => delete drop.dataset['over']);
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    delete drop.dataset['over'];
    if (event.dataTransfer === null || event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    tell();
  });
}
