// The sign-in page, one step at a time. Asking for a code and checking it are
// small requests; the sealed message itself leaves the page once, at the end.
import { enhanceAccount } from './account.ts';
import { countdown } from './countdown.ts';
import { busy, find, isBusy, textOf } from './elements.ts';
import { member, post } from './post.ts';

/** `send` brings the sealed message to the portal; `signal` ends what goes on by itself. */
export interface SignInWays {
  readonly send: (form: HTMLFormElement) => Promise<void>;
  readonly signal: AbortSignal;
}

export function enhanceSignIn(ways: SignInWays): void {
  const page = find('sign-in', HTMLElement);
  const ask = find('ask', HTMLFormElement);
  const sealed = find('sealed', HTMLFormElement);
  if (page === undefined || ask === undefined || sealed === undefined) return;
  const problem = page.dataset['problem'] ?? '';
  enhanceAsking(page, ask);
  enhanceReading(page, sealed, ways);
  ways.signal.addEventListener('abort', () => stopClocks());
  if (problem.startsWith('otp.')) openCodeStep();
  if (problem === '') void offerEarlierSignIn();
}

function openCodeStep(): void {
  const step = find('step-code', HTMLElement);
  if (step !== undefined) step.dataset['open'] = '';
  // In another language the page opens at the step where the reader is.
  const languageStep = find('language-step', HTMLInputElement);
  if (languageStep !== undefined) languageStep.value = 'code';
}

/** A browser that has signed in not long ago goes straight on. */
async function offerEarlierSignIn(): Promise<void> {
  const response = await fetch('/session', { headers: { accept: 'application/json' } }).catch(() => undefined);
  const answer: unknown = response?.ok === true ? await response.json().catch(() => undefined) : undefined;
  if (member(answer, 'signedIn') === true) showEarlierSignIn();
}

function showEarlierSignIn(): void {
  find('signed-in', HTMLElement)?.removeAttribute('hidden');
}

function enhanceAsking(page: HTMLElement, ask: HTMLFormElement): void {
  const submit = find('ask-submit', HTMLButtonElement);
  const resend = find('resend', HTMLButtonElement);
  const error = find('ask-error', HTMLElement);
  if (submit === undefined || resend === undefined || error === undefined) return;

  const send = async (button: HTMLButtonElement) => {
    if (isBusy(button)) return;
    const done = busy(button, textOf(page, 'textBusy'));
    error.textContent = '';
    const answer = await post('/passcode', fieldsOf(ask), textOf(page, 'textUnavailable'));
    done();
    if (answer.ok) return showSent(page, answer.json);
    error.textContent = answer.message;
    find('address', HTMLInputElement)?.focus();
  };
  followFrame(ask);
  ask.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(submit);
  });
  resend.addEventListener('click', () => {
    void send(resend);
  });
}

/**
 * The button may be pressed before this script has arrived. Then the answer is
 * in the frame, as it is without script: show it, and open the second step.
 */
function followFrame(ask: HTMLFormElement): void {
  const frame = document.querySelector<HTMLIFrameElement>(`iframe[name="${ask.target}"]`);
  if (frame === null) return;
  const look = () => {
    if (frame.contentWindow?.location.pathname !== '/passcode') return;
    frame.classList.remove('without-script');
    openCodeStep();
  };
  frame.addEventListener('load', look);
  look();
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

let stopClocks = () => {};

/** Opens the second step and says what was sent. */
function showSent(page: HTMLElement, json: unknown): void {
  openCodeStep();
  const lines = member(json, 'lines');
  const paragraphs = (Array.isArray(lines) ? lines : []).map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = String(line);
    return paragraph;
  });
  find('sent', HTMLElement)?.replaceChildren(...paragraphs);
  startClocks(page, Number(member(json, 'expiresInSeconds')), Number(member(json, 'resendInSeconds')));
  find('step-ask', HTMLElement)?.setAttribute('hidden', '');
  find('code', HTMLInputElement)?.focus();
}

function startClocks(page: HTMLElement, expiresIn: number, resendIn: number): void {
  const left = find('time-left', HTMLElement);
  const resend = find('resend', HTMLButtonElement);
  if (left === undefined || resend === undefined) return;
  stopClocks();
  const stopLeft = countdown(
    expiresIn,
    (time) => {
      left.textContent = textOf(page, 'textLeft', time);
    },
    () => {
      left.textContent = textOf(page, 'textUp');
    },
  );
  resend.setAttribute('aria-disabled', 'true');
  const stopResend = countdown(
    resendIn,
    (time) => {
      resend.textContent = textOf(page, 'textWait', time);
    },
    () => {
      resend.textContent = textOf(page, 'textResend');
      resend.removeAttribute('aria-disabled');
    },
  );
  stopClocks = () => {
    stopLeft();
    stopResend();
  };
}

function enhanceReading(page: HTMLElement, sealed: HTMLFormElement, { send, signal }: SignInWays): void {
  const code = find('code', HTMLInputElement);
  const submit = find('code-submit', HTMLButtonElement);
  const error = find('code-error', HTMLElement);
  if (code === undefined || submit === undefined || error === undefined) return;
  sealed.noValidate = true;

  const complain = (message: string) => {
    error.textContent = message;
    code.setAttribute('aria-invalid', 'true');
    code.focus();
    code.select();
  };
  const open = async (button: HTMLElement) => {
    code.value = '';
    const done = busy(button, textOf(page, 'textOpening'));
    await send(sealed);
    done();
    // Still here: it was stopped on the way, and needs no code again.
    showEarlierSignIn();
  };
  const signIn = async () => {
    if (isBusy(submit)) return;
    if (code.value.trim() === '') return complain(textOf(page, 'textEmpty'));
    const done = busy(submit, textOf(page, 'textChecking'));
    const privately = find('private', HTMLInputElement)?.checked === true ? '1' : '';
    const answer = await post('/sign-in', { code: code.value, private: privately }, textOf(page, 'textUnavailable'));
    done();
    if (!answer.ok) return complain(answer.message);
    await open(submit);
  };
  sealed.addEventListener('submit', (event) => {
    // Other buttons bring the message elsewhere.
    if (event.submitter !== submit) return;
    event.preventDefault();
    void signIn();
  });
  const earlier = find('signed-in-read', HTMLButtonElement);
  if (earlier === undefined) return;
  const readOn = () => {
    if (!isBusy(earlier)) void open(earlier);
  };
  earlier.addEventListener('click', readOn);
  const onSignedIn = () => {
    showEarlierSignIn();
    readOn();
  };
  enhanceAccount({ onSignedIn, onOthers: showEarlierSignIn, signal });
}
