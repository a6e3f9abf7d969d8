// Runs before the page is drawn: marks that script works, so that nothing
// jumps. If the script proper cannot be loaded, the mark goes away again and
// the page is the one that needs no script.
document.documentElement.dataset['script'] = 'on';
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) delete document.documentElement.dataset['script'];
  },
  true,
);
