// Puts an answer of the portal where the page is that asked for it. The sealed
// message stays where it is, at the end of the page: it is neither loaded again
// nor copied. Nodes are moved, and no text becomes HTML: the browser has read
// the answer as what it is, a page of this origin. Nothing in it is taken that
// acts by itself.

export interface TurnedPage {
  /** What the server made of a message, as HTML text; for the check, and for nothing before it. */
  readonly message: string | undefined;
}

const SEALED_FIELDS = 'input[type="hidden"][form="sealed"]:is([name="capsule"], [name="body"])';

export function turnPage(answer: Document): TurnedPage {
  const message = takeMessage(answer);
  for (const element of answer.querySelectorAll('script, noscript, link, meta[http-equiv]')) element.remove();
  const kept = keptFields(answer);
  for (const child of [...document.body.childNodes]) if (!kept.has(child)) child.remove();
  document.body.prepend(...[...answer.body.childNodes].map((node) => document.adoptNode(node)));
  document.title = answer.title;
  document.documentElement.lang = answer.documentElement.lang;
  document.documentElement.dir = answer.documentElement.dir;
  window.scrollTo(0, 0);
  (document.querySelector<HTMLElement>('[autofocus]') ?? document.querySelector<HTMLElement>('main'))?.focus();
  return { message };
}

/** Here nothing was scripting while it was read, so the frame in its noscript element is an element. */
function takeMessage(answer: Document): string | undefined {
  return answer.querySelector('#paper noscript iframe')?.getAttribute('srcdoc') ?? undefined;
}

export const holdsSealed = (page: Document): boolean => page.querySelector(SEALED_FIELDS) !== null;

/** Whether an answer relies on the sealed message that is here. */
const relies = (answer: Document): boolean => answer.querySelector('#kept') !== null;

/** Whether nothing of a sealed message is lost with this answer. */
export const bringsMessageBack = (answer: Document): boolean => relies(answer) || holdsSealed(answer);

/** The fields of the page that was, if the answer relies on them. */
function keptFields(answer: Document): ReadonlySet<Node> {
  return new Set(relies(answer) ? document.querySelectorAll(SEALED_FIELDS) : []);
}
