// A form that is sent by script, so that its reader sees how far it is. A
// sealed message may have 25 MB, which take a minute on a phone, and what a
// browser shows of an ordinary form on its way is next to nothing. It is the
// same form to the same address, and the answer is the same page.

import { holdsSealed } from './turn-page.ts';

export type Progress =
  /** A share between 0 and 1. */
  | { readonly phase: 'sending'; readonly share: number }
  /** All of it has left; the portal is at work. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'receiving'; readonly bytes: number; readonly share: number | undefined };

export type Arrived =
  /** A page of the portal, parsed and not alive: nothing of it runs or loads. */
  | { readonly kind: 'page'; readonly page: Document; readonly status: number }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Blob }
  /** There is no answer, or not a whole one. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'cancelled' };

export interface Transfer {
  /** Never rejects. */
  readonly arrived: Promise<Arrived>;
  cancel(): void;
}

export interface Submission {
  readonly form: HTMLFormElement;
  /** The button; none when script submits the form itself. */
  readonly submitter?: HTMLElement;
}

/** A line that takes nothing for so long is as good as broken. */
const STALLED_MS = 60_000;
const HEADERS_RECEIVED = 2;

export function transfer({ form, submitter }: Submission, onProgress: (progress: Progress) => void): Transfer {
  const request = new XMLHttpRequest();
  let stalled: ReturnType<typeof setTimeout> | undefined;
  const { promise, resolve } = settled();
  const end = (arrived: Arrived) => {
    clearTimeout(stalled);
    resolve(arrived);
  };
  const watch = () => {
    clearTimeout(stalled);
    stalled = setTimeout(() => {
      end({ kind: 'broken' });
      request.abort();
    }, STALLED_MS);
  };
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    watch();
    onProgress({ phase: 'sending', share: total > 0 ? loaded / total : 0 });
  });
  request.upload.addEventListener('load', () => {
    clearTimeout(stalled);
    onProgress({ phase: 'waiting' });
  });
  request.addEventListener('readystatechange', () => {
    // The last moment at which it can be said what the answer is to become.
    if (request.readyState === HEADERS_RECEIVED) request.responseType = nameOf(request) === undefined ? 'document' : 'blob';
  });
  request.addEventListener('progress', ({ loaded, total, lengthComputable }) =>
    onProgress({ phase: 'receiving', bytes: loaded, share: lengthComputable ? loaded / total : undefined }),
  );
  request.addEventListener('load', () => end(answerOf(request)));
  request.addEventListener('error', () => end({ kind: 'broken' }));
  request.addEventListener('abort', () => end({ kind: 'cancelled' }));

  request.open('POST', addressOf(form, submitter));
  // What this page holds stays in it: the answer need not bring it again.
  if (holdsSealed(document)) request.setRequestHeader('postern-keeps', 'sealed');
  watch();
  request.send(dataOf(form, submitter));
  return { arrived: promise, cancel: () => request.abort() };
}

function addressOf(form: HTMLFormElement, submitter: HTMLElement | undefined): string {
  return submitter instanceof HTMLButtonElement && submitter.hasAttribute('formaction') ? submitter.formAction : form.action;
}

function settled() {
  let resolve: (arrived: Arrived) => void = () => {};
  const promise = new Promise<Arrived>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function dataOf(form: HTMLFormElement, submitter: HTMLElement | undefined): FormData {
  const data = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name !== '') data.append(submitter.name, submitter.value);
  return data;
}

function answerOf(request: XMLHttpRequest): Arrived {
  const response: unknown = request.response;
  const name = nameOf(request);
  if (response instanceof Blob && name !== undefined) return { kind: 'file', name, bytes: response };
  if (response instanceof Document && response.querySelector('main') !== null)
    return { kind: 'page', page: response, status: request.status };
  return { kind: 'broken' };
}

/** Of a file to save (RFC 6266, as src/domain/attachment-headers.ts writes it). */
function nameOf(request: XMLHttpRequest): string | undefined {
  const [, name] = /^attachment;.*filename\*=UTF-8''(\S+)$/.exec(request.getResponseHeader('content-disposition') ?? '') ?? [];
  return name === undefined ? undefined : decodeURIComponent(name);
}
