// A choice is a link to this same page with another query. It is followed
// here: the new page is fetched, and its content takes the place of the old
// one, so that the scroll position and the focus stay where they were. The
// document is parsed by XMLHttpRequest, which runs nothing of it and needs no
// exception from Trusted Types; whatever does not go as planned is left to the browser.
const CONTENT = 'content';

/** `changed` is called when new content has taken its place. */
export function enhanceNavigation(changed: () => void): void {
  let loading: XMLHttpRequest | undefined;

  function go(url: URL, isNew: boolean): void {
    loading?.abort();
    const request = new XMLHttpRequest();
    loading = request;
    content()?.setAttribute('aria-busy', 'true');
    request.open('GET', url);
    request.responseType = 'document';
    request.addEventListener('load', () => {
      const next = request.status === 200 ? request.responseXML?.getElementById(CONTENT) : undefined;
      if (next === undefined || next === null || request.responseURL !== url.href) return location.assign(url);
      if (isNew) history.pushState(null, '', url);
      replaceContent(next);
      changed();
    });
    request.addEventListener('error', () => location.assign(url));
    request.send();
  }

  document.addEventListener('click', (event) => {
    const url = linkOf(event);
    if (url === undefined) return;
    event.preventDefault();
    go(url, true);
  });
  document.addEventListener('submit', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLFormElement) || target.method !== 'get') return;
    const url = new URL(target.action);
    const fields = [...new FormData(target)].filter((field): field is [string, string] => typeof field[1] === 'string');
    url.search = new URLSearchParams(fields).toString();
    event.preventDefault();
    go(url, true);
  });
  addEventListener('popstate', () => {
    if (location.pathname === '/') go(new URL(location.href), false);
  });
  document.addEventListener('postern-days', (event) => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
    const url = new URL(location.href);
    for (const name of ['period', 'interval']) url.searchParams.delete(name);
    for (const [name, value] of new URLSearchParams(event.detail)) url.searchParams.set(name, value);
    go(url, true);
  });
}

/** Where a plain click on a link of this page leads to, if it is this page. */
function linkOf(event: MouseEvent): URL | undefined {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.hasAttribute('download') || link.hash !== '') return undefined;
  const url = new URL(link.href);
  return url.origin === location.origin && url.pathname === '/' && location.pathname === '/' ? url : undefined;
}

function content(): HTMLElement | null {
  return document.getElementById(CONTENT);
}

function replaceContent(next: HTMLElement): void {
  const old = content();
  if (old === null) return;
  const focused = old.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const open = [...old.querySelectorAll('details[open] > summary[id]')].map(({ id }) => id);
  old.replaceChildren(...[...next.childNodes].map((node) => document.adoptNode(node)));
  old.removeAttribute('aria-busy');
  for (const id of open) document.getElementById(id)?.closest('details')?.setAttribute('open', '');
  // What was pressed may be gone, such as a filter that was removed: then the page itself has the focus.
  if (focused !== undefined) (document.getElementById(focused) ?? old).focus({ preventScroll: true });
  const updated = document.getElementById('updated');
  if (updated !== null) updated.textContent = `Updated: ${old.querySelector('h1')?.textContent ?? ''}, ${filterWords(old)}`;
}

function filterWords(page: HTMLElement): string {
  const count = page.querySelectorAll('.chip').length;
  if (count === 0) return 'no filter';
  return count === 1 ? '1 filter' : `${count} filters`;
}
