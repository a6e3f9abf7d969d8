import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { LOOPBACK, probeLine, withFreePorts } from './loopback.ts';
import { MAILDIR, mainCf, masterCf, type PostfixDirectories } from './postfix-config.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface PostfixService extends DevService {
  /** Where every mail arrives, as one file each in `new/` (https://cr.yp.to/proto/maildir.html). */
  readonly maildir: string;
}

// Never in a container: tests read the Maildir from the file system, there is
// no official image of Postfix, and the queue's owners are the machine's own.
/** Postfix's own instance beside the system's, which it does not touch. `url` is `smtp://127.0.0.1:port`. */
export async function startPostfix(): Promise<PostfixService> {
  const { postfix } = await ensurePrograms(['postfix']);
  if (process.getuid?.() !== 0) throw new Error('Postfix drops root for each of its daemons, so it must be started as root.');
  const [daemons = '', mailOwner = ''] = await settings(postfix, ['daemon_directory', 'mail_owner']);
  return withFreePorts(1, async ([port = 0]) => {
    const directory = await temporaryDirectory('postfix');
    const directories = await writeInstance(directory, port, await userIds(mailOwner));
    await run(postfix, ['-c', directories.config, 'check']); // makes the queue's directories
    const logFile = join(directories.data, 'postfix.log');
    const args = ['-c', directories.config, '-s'];
    const server = await startGuarded({ command: join(daemons, 'master'), args, directory, logFile, stopSignal: 'SIGTERM' }, () =>
      probeLine(port, '', '220 '),
    );
    const maildir = join(directories.mail, MAILDIR);
    return devService({ url: `smtp://${LOOPBACK}:${port}`, maildir }, () => server.stop());
  });
}

async function settings(postfix: string, names: readonly string[]): Promise<string[]> {
  const text = await run(join(postfix, '..', 'postconf'), ['-dh', ...names]);
  return text.trim().split('\n');
}

interface UserIds {
  readonly uid: number;
  readonly gid: number;
}

async function userIds(user: string): Promise<UserIds> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, user])));
  return { uid: Number(uid), gid: Number(gid) };
}

async function writeInstance(directory: string, port: number, owner: UserIds): Promise<PostfixDirectories> {
  const directories = {
    config: join(directory, 'config'),
    queue: join(directory, 'queue'),
    data: join(directory, 'data'),
    mail: join(directory, 'mail'),
  };
  for (const path of Object.values(directories)) await mkdir(path);
  for (const path of [directories.data, directories.mail]) await chown(path, owner.uid, owner.gid);
  for (const part of ['', 'new', 'cur', 'tmp']) {
    const path = join(directories.mail, MAILDIR, part);
    await mkdir(path);
    await chown(path, owner.uid, owner.gid);
  }
  await writeFile(join(directories.config, 'main.cf'), mainCf(directories, owner));
  await writeFile(join(directories.config, 'master.cf'), masterCf(port));
  return directories;
}
