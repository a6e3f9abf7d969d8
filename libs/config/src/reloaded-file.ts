// A file that is read again when it changes: registries and keys rotate while
// the service runs. It is polled, because a mounted Kubernetes Secret changes
// by swapping a symbolic link above it, which watchers miss. What cannot be
// read or parsed changes nothing: the last good contents stay, and the failure is
// told. Else somebody who takes a stolen key out of a file, and leaves the file
// unreadable, would think that it does not count any more.
import { type FileHandle, open } from 'node:fs/promises';

const MAX_BYTES = 16 * 1024 * 1024;

export interface ReloadedFile<Contents> {
  /** The last contents that could be parsed. */
  current(): Contents;
  close(): void;
}

export interface ReloadOptions<Contents> {
  readonly path: string;
  /** Throws for contents that must not be used. `mode` are the permission bits. */
  readonly parse: (text: string, mode: number) => Contents | Promise<Contents>;
  /** Milliseconds between two looks at it. */
  readonly everyMs: number;
  /** After each change, and while a bad or an unreadable one stays only once. */
  readonly onReload: (outcome: 'reloaded' | 'refused') => void;
}

/** Rejects when the file cannot be read or parsed now: there is no last good one yet. */
export async function openReloadedFile<Contents>(options: ReloadOptions<Contents>): Promise<ReloadedFile<Contents>> {
  const { path, parse, everyMs, onReload } = options;
  let seen = await read(path);
  let contents = await parse(seen.text, seen.mode);
  let isGone = false;

  async function look(): Promise<void> {
    const now = await read(path).catch(() => undefined);
    if (now === undefined) {
      if (!isGone) onReload('refused');
      isGone = true;
      return;
    }
    if (!isGone && now.text === seen.text && now.mode === seen.mode) return;
    isGone = false;
    seen = now;
    try {
      contents = await parse(now.text, now.mode);
      onReload('reloaded');
    } catch {
      onReload('refused');
    }
  }

  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    await look();
    looking = false;
  }, everyMs);
  timer.unref();
  return { current: () => contents, close: () => clearInterval(timer) };
}

async function read(path: string): Promise<{ readonly text: string; readonly mode: number }> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const { size, mode } = await file.stat();
    if (size > MAX_BYTES) throw new Error('too large');
    return { text: await file.readFile('utf8'), mode: mode & 0o777 };
  } finally {
    await file?.close();
  }
}
