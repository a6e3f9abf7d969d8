// Whoever may write to a Unix socket may use the keys behind it, and whoever
// may write to its directory may put another socket in its place and be given
// every capsule's ephemeral key. So neither may be open to everybody.
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

const WRITABLE_BY_ALL = 0o002;
const STICKY = 0o1000;

export type SocketState = 'safe' | 'absent' | 'exposed' | 'not_a_socket';

/**
 * What the file system says of a socket's path. The socket and the directory
 * that holds it must not be writable by everybody; directories further up may
 * be, if they are sticky like /tmp (then only an owner renames). The path may
 * lead through symbolic links, the socket itself must not be one.
 */
export function socketState(path: string): SocketState {
  try {
    if (!isGuardedDirectory(dirname(path))) return 'exposed';
    const socket = lstatSync(path, { throwIfNoEntry: false });
    if (socket === undefined) return 'absent';
    if (!socket.isSocket()) return 'not_a_socket';
    return isWritableByAll(socket) ? 'exposed' : 'safe';
  } catch {
    return 'absent';
  }
}

/** Throws when there is no such directory. */
export function isGuardedDirectory(path: string): boolean {
  const directory = realpathSync(path);
  if (isWritableByAll(lstatSync(directory))) return false;
  return ancestors(directory).every((each) => {
    const stats = lstatSync(each);
    return !isWritableByAll(stats) || (stats.mode & STICKY) !== 0;
  });
}

function ancestors(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [] : [parent, ...ancestors(parent)];
}

function isWritableByAll(stats: Stats): boolean {
  return (stats.mode & WRITABLE_BY_ALL) !== 0;
}
