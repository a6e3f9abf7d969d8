// A token of SoftHSM with one key pair, and what may happen to it.
import { execFile, fork } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SoftHsm } from '@postern/dev-services';
import type { CapsulePublicKey } from '../src/key-custody.ts';

const execute = promisify(execFile);
const program = (name: string) => fileURLToPath(new URL(`./pkcs11-${name}-program.ts`, import.meta.url));

export interface TestToken {
  readonly label: string;
  readonly pin: string;
  readonly pinPath: string;
  readonly uri: string;
  /** In another process, which is how an operator does it. */
  addKey(): Promise<CapsulePublicKey>;
  removeKey(keyId: string): Promise<void>;
  /** Calls to the module hang until `resume`. */
  hang(): Promise<void>;
  /** May be called at any time. */
  resume(): Promise<void>;
  /** What the module's functions that begin with `prefix` are bound to, in a process that uses it. */
  bindings(prefix: string): Promise<ReadonlySet<string>>;
  /** A new P-256 key, by softhsm2-util. */
  importKey(): Promise<void>;
  /** Removes the PIN file; the token goes with the rest of SoftHSM. */
  remove(): Promise<void>;
}

/** To be called while no custody is open: SoftHSM looks for tokens when it is initialised. */
export async function createTestToken(softHsm: SoftHsm): Promise<TestToken> {
  const label = `token ${randomBytes(6).toString('hex')}`;
  const pin = randomBytes(8).toString('hex');
  const directory = await mkdtemp(join(tmpdir(), 'postern-pin-'));
  const pinPath = join(directory, 'pin');
  await writeFile(pinPath, `${pin}\n`, { mode: 0o600 });
  await softHsm.createToken({ label, pin });
  const uri = `pkcs11:token=${encodeURIComponent(label)}?module-path=${softHsm.modulePath}&pin-source=file:${pinPath}`;
  const environment = { ...process.env, NODE_OPTIONS: '', SOFTHSM2_CONF: softHsm.configuration };

  const operate = async (...order: readonly string[]) => {
    const { stdout } = await execute(process.execPath, [program('token'), ...order], { env: environment });
    return stdout;
  };
  let end = async () => {};
  return {
    label,
    pin,
    pinPath,
    uri,
    addKey: async () => JSON.parse(await operate('add', uri)),
    removeKey: async (keyId) => {
      await operate('remove', uri, keyId);
    },
    hang: async () => {
      const locker = fork(program('lock'), [softHsm.tokenDirectory], { execArgv: [], env: environment });
      const exited = once(locker, 'exit');
      end = async () => {
        locker.kill('SIGKILL');
        await exited;
      };
      const isLocked = await Promise.race([once(locker, 'message').then(() => true), exited.then(() => false)]);
      if (!isLocked) throw new Error('the files could not be locked');
    },
    resume: () => end(),
    bindings: async (prefix) => {
      // ld.so(8). It writes without waiting, so that a pipe would lose most of it.
      const debug = { LD_DEBUG: 'bindings', LD_BIND_NOW: '1', LD_DEBUG_OUTPUT: join(directory, 'bindings') };
      await execute(process.execPath, [program('token'), 'add', uri], { env: { ...environment, ...debug } });
      const [name = ''] = (await readdir(directory)).filter((each) => each.startsWith('bindings.'));
      const lines = (await readFile(join(directory, name), 'utf8')).split('\n');
      const ofModule = lines.filter((line) => line.includes(`${softHsm.modulePath} [0] to `) && line.includes(`\`${prefix}`));
      return new Set(ofModule.map((line) => / to ([^ ]+) /.exec(line)?.[1] ?? ''));
    },
    importKey: async () => {
      const file = join(directory, 'key.pem');
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      await writeFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
      await softHsm.util('--import', file, '--token', label, '--label', 'imported', '--id', 'a1', '--pin', pin);
    },
    remove: () => rm(directory, { recursive: true }),
  };
}
