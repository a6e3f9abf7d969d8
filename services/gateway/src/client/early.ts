// Runs before the page is drawn: marks that script works, so that nothing
// jumps. If the script proper cannot be loaded, the mark goes away again and
// the page is the one that needs no script. A form that is sent before the
// script proper is here says so, too.
document.documentElement.dataset['script'] = 'on';
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) delete document.documentElement.dataset['script'];
  },
  true,
);
addEventListener(
  'submit',
  ({ target }) => {
    if (target instanceof HTMLFormElement) target.dataset['sent'] = '';
  },
  true,
);
