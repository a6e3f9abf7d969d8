import type { Browser } from 'playwright-core';

/** What a document did, and what it has that no mail may have. */
export interface Observation {
  /** Dialogs, pop-ups, script errors and calls of the functions that proofs of concept call. */
  readonly fired: readonly string[];
  /** Everything that it asked of the network. */
  readonly requests: readonly string[];
  readonly foreignElements: readonly string[];
  readonly unsafeLinks: readonly string[];
}

export interface PageObserver {
  /** Shows a document as a page of its own with scripts on, pokes every element, and tells what happened. */
  load(html: string): Promise<Observation>;
  /** What the browser writes for the document that it loaded last. */
  written(): Promise<string>;
  close(): Promise<void>;
}

const ADDRESS = 'https://mail.example/';

/** A page whose every request is answered here, so that nothing leaves the machine. */
export async function observePage(browser: Browser): Promise<PageObserver> {
  const context = await browser.newContext();
  let document = '';
  let fired: string[] = [];
  let requests: string[] = [];
  await context.route('**/*', async (route) => {
    const request = route.request();
    if (request.url() === ADDRESS && request.isNavigationRequest())
      return route.fulfill({ contentType: 'text/html', body: document });
    requests.push(request.url());
    return route.abort();
  });
  await context.exposeFunction('reportFired', (name: string) => fired.push(name));
  await context.addInitScript(watchCalls);
  const page = await context.newPage();
  context.on('page', (popup) => {
    fired.push('popup');
    void popup.close();
  });
  page.on('dialog', (dialog) => {
    fired.push('dialog');
    void dialog.dismiss();
  });
  page.on('pageerror', () => fired.push('error'));

  return {
    load: async (html) => {
      [document, fired, requests] = [html, [], []];
      await page.goto(ADDRESS, { waitUntil: 'load' });
      const { foreignElements, unsafeLinks } = await page.evaluate(pokeEverything);
      return { fired, requests, foreignElements, unsafeLinks };
    },
    written: () => page.content(),
    close: () => context.close(),
  };
}

/** Runs in the page before any of its scripts. */
function watchCalls(): void {
  const report: unknown = Reflect.get(window, 'reportFired');
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch']) {
    const original: unknown = Reflect.get(window, name);
    Reflect.set(window, name, (...given: readonly unknown[]) => {
      if (typeof report === 'function') report(name);
      return typeof original === 'function' ? original.apply(window, given) : undefined;
    });
  }
}

/** Runs in the page: sends every element the events that handlers wait for, and looks at what is there. */
async function pokeEverything() {
  const elements = [...document.querySelectorAll('*')];
  const foreignElements = elements
    .filter(
      (element) =>
        element.namespaceURI !== 'http://www.w3.org/1999/xhtml' ||
        /^(?:script|iframe|frame|object|embed|form|input|button|select|textarea|base|link|template|noscript|audio|video|applet|math|svg)$/i.test(
          element.localName,
        ),
    )
    .map(({ localName }) => localName);
  const handlers = elements.flatMap(({ localName, attributes }) =>
    [...attributes].filter(({ name }) => /^on/i.test(name)).map(({ name }) => `${localName} ${name}`),
  );
  const unsafeLinks = [...document.querySelectorAll('[href],[src],[action],[data]')]
    .map((element) => ['href', 'src', 'action', 'data'].map((name) => element.getAttribute(name) ?? '').join(''))
    .filter((value) => !/^(?:https?:|mailto:|tel:|data:image\/(?:png|jpeg|gif|webp);base64,)/i.test(value));
  for (const element of elements) {
    // A plain event reaches handlers and follows no links; a MouseEvent would.
    for (const type of [
      'click',
      'mouseover',
      'mouseenter',
      'focus',
      'focusin',
      'blur',
      'error',
      'load',
      'toggle',
      'begin',
      'input',
    ])
      element.dispatchEvent(new Event(type, { cancelable: true }));
  }
  // Two frames: whatever was set off has had its turn.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return { foreignElements: [...foreignElements, ...handlers], unsafeLinks };
}
