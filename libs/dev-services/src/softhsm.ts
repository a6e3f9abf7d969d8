// SoftHSM2: a PKCS #11 token in software, with its files in a temporary
// directory. Its module runs inside the process that loads it and asks the C
// library's getenv for SOFTHSM2_CONF when it is initialised: node's process.env
// reaches that, the copy of it that Jest gives to tests does not.
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface SoftHsm extends AsyncDisposable {
  /** Of libsofthsm2.so. */
  readonly modulePath: string;
  /** What SOFTHSM2_CONF has to be in every process that loads the module. */
  readonly configuration: string;
  /** Holds a directory of files for each token. */
  readonly tokenDirectory: string;
  createToken(token: { readonly label: string; readonly pin: string }): Promise<void>;
  /** Runs softhsm2-util on these tokens. */
  util(...args: readonly string[]): Promise<string>;
  /** Removes the tokens. */
  stop(): Promise<void>;
}

const SECURITY_OFFICER_PIN = '87654321';

/** Installs Debian's `softhsm2` when it is missing and we are root; else one error says what to install. */
export async function createSoftHsm(): Promise<SoftHsm> {
  const { 'softhsm2-util': softHsmUtil } = await ensurePrograms(['softhsm2-util']);
  const modulePath = await findModule(softHsmUtil);
  const directory = await temporaryDirectory('softhsm');
  const tokenDirectory = join(directory, 'tokens');
  const configuration = join(directory, 'softhsm2.conf');
  await mkdir(tokenDirectory, { mode: 0o700 });
  await writeFile(configuration, `directories.tokendir = ${tokenDirectory}\nobjectstore.backend = file\nlog.level = ERROR\n`);

  const util = (...args: readonly string[]) => run(softHsmUtil, args, { environment: { SOFTHSM2_CONF: configuration } });
  const stop = () => rm(directory, { recursive: true, force: true });
  return {
    modulePath,
    configuration,
    tokenDirectory,
    async createToken({ label, pin }) {
      await util('--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', SECURITY_OFFICER_PIN);
    },
    util,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Distributions disagree on where under lib it is. */
async function findModule(softHsmUtil: string): Promise<string> {
  const prefix = dirname(dirname(softHsmUtil));
  for (const directory of ['lib/softhsm', 'lib64/softhsm', 'lib64', 'lib', 'lib64/pkcs11']) {
    const path = join(prefix, directory, 'libsofthsm2.so');
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  throw new Error('softhsm2-util is here, but libsofthsm2.so is not where distributions put it');
}
