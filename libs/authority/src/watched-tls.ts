// Certificates are replaced while the service runs, by cert-manager every few
// weeks or by an operator in a hurry. The three files belong together and are
// not replaced at one instant for one who reads them one after the other, so a
// change counts when two looks in a row have seen the same; Kubernetes swaps a
// symbolic link above them, which watchers miss, so they are polled.
//
// What is no use changes nothing: with a key that is not the certificate's, or
// a certificate whose time has not come, every call would fail, while the ones
// we have are good for weeks. The refusal is told once.
import { dateMistake } from './certificate-dates.ts';
import { readTlsDirectory, type TlsMaterial } from './tls-material.ts';
import { tlsMistake } from './tls-mistake.ts';

/** Between two looks, in milliseconds. A new certificate is used for new connections after two of them. */
export const TLS_LOOK_MS = 1_000;

export interface WatchedTls extends TlsMaterial {
  readonly onChange: (listener: () => void) => () => void;
  close(): void;
}

export interface WatchOptions {
  readonly directory: string;
  /** What was read at the start. */
  readonly initial: TlsMaterial;
  /** The name that the certificate must have. */
  readonly dnsName: string;
  readonly everyMs: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly onReload: (outcome: 'reloaded' | 'refused') => void;
}

export function watchTlsDirectory({ directory, initial, dnsName, everyMs, now, onReload }: WatchOptions): WatchedTls {
  let current = initial;
  let lastLook: TlsMaterial | undefined = initial;
  let refused: TlsMaterial | 'unreadable' | undefined;
  const listeners = new Set<() => void>();

  function refuse(what: TlsMaterial | 'unreadable'): void {
    if (refused === undefined || !isSame(refused, what)) onReload('refused');
    refused = what;
  }

  function look(): void {
    const found = tryToRead(directory);
    const before = lastLook;
    lastLook = found;
    if (!isSame(found, before)) return;
    if (found === undefined) refuse('unreadable');
    else if (isSame(found, current)) refused = undefined;
    else if (isUsable(found)) take(found);
    else refuse(found);
  }

  function isUsable(found: TlsMaterial): boolean {
    return tlsMistake(found, dnsName) === undefined && dateMistake(found.certificatePem, now()) === undefined;
  }

  function take(found: TlsMaterial): void {
    [current, refused] = [found, undefined];
    onReload('reloaded');
    for (const listener of listeners) listener();
  }

  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    get caPem() {
      return current.caPem;
    },
    get certificatePem() {
      return current.certificatePem;
    },
    get keyPem() {
      return current.keyPem;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => clearInterval(timer),
  };
}

function tryToRead(directory: string): TlsMaterial | undefined {
  try {
    return readTlsDirectory(directory);
  } catch {
    return undefined;
  }
}

type Seen = TlsMaterial | 'unreadable' | undefined;

function isSame(one: Seen, other: Seen): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return one.caPem === other.caPem && one.certificatePem === other.certificatePem && one.keyPem === other.keyPem;
}
