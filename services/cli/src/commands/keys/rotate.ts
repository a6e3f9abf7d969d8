import { generateCapsuleKeys, generateSenderKey, MAX_CAPSULE_KEYS, MAX_SENDER_KEYS } from '@postern/envelope';
import { generateGrantKey, MAX_GRANT_KEYS } from '@postern/tokens';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../exit-codes.ts';
import { asPublicJwk, type KeeperOptions, makeKeyAtKeeper } from './at-keeper.ts';
import {
  GRANT_FILES,
  KEY_FILES,
  KEY_SET,
  KeyDirectory,
  type ONE_KEY,
  REGISTRY,
  readKeySet,
  SENDER_FILE,
  withKeyFirst,
} from './key-directory.ts';

type Key = ReturnType<typeof ONE_KEY.parse>;

interface RotateOptions extends Partial<KeeperOptions> {
  readonly dir: string;
}

export function addRotateCommand(keys: Command): void {
  keys
    .command('rotate')
    .argument('<which>', 'capsule, sender or grant')
    .description('makes a new key that is used from now on, and keeps the old one for what it sealed or signed')
    .option('--dir <directory>', 'where the keys are', '.postern')
    .option('--at <url>', 'make the capsule key where it is kept: pkcs11: or transit:')
    .option('--token-file <file>', 'with a Vault token that may encrypt and decrypt, for transit:')
    .addHelpText(
      'after',
      `
capsule  key-release opens with old and new; give capsule-public-key.json to
         all senders. Retire the old key when the last mail that was sealed
         for it has expired.
sender   readers' portals believe old and new; sign with sender-key.json.
grant    identity signs with the new key when it is started again.

key-release reads its files again within a second, finds a new key in a module
when the first capsule asks for it, and one in Vault within half a lease.
With --at the new public key is printed: it is for senders.`,
    )
    .action(rotate);
}

async function rotate(which: string, { dir, at, ...keeper }: RotateOptions): Promise<void> {
  if (at !== undefined) {
    if (which !== 'capsule') throw new CliError(EXIT.usage, '--at is for capsule keys');
    const key = await makeKeyAtKeeper({ at, ...keeper });
    process.stdout.write(`${JSON.stringify(asPublicJwk(key), null, 2)}\n`);
    return;
  }
  const directory = new KeyDirectory(dir);
  const rotations: Readonly<Record<string, (directory: KeyDirectory) => string | Promise<string>>> = {
    capsule: rotateCapsuleKey,
    sender: rotateSenderKey,
    grant: rotateGrantKey,
  };
  const chosen = Object.hasOwn(rotations, which) ? rotations[which] : undefined;
  if (chosen === undefined) throw new CliError(EXIT.usage, 'rotate what? capsule, sender or grant');
  process.stdout.write(`${await chosen(directory)}\n`);
}

/** The private key first: nothing may be sealed for a key that cannot be opened yet. */
async function rotateCapsuleKey(directory: KeyDirectory): Promise<string> {
  const set = directory.read(KEY_FILES.capsuleKeys, KEY_SET);
  const { privateKeys, publicKey } = await generateCapsuleKeys();
  const next = firstKey(privateKeys);
  directory.replace(KEY_FILES.capsuleKeys, { ...set, keys: withKeyFirst(next, set.keys, MAX_CAPSULE_KEYS) });
  directory.replace(KEY_FILES.capsulePublicKey, JSON.parse(publicKey));
  return next.kid;
}

/** The public key first: nothing may be signed by a key that is not believed yet. */
async function rotateSenderKey(directory: KeyDirectory): Promise<string> {
  const { sender } = directory.read(KEY_FILES.senderKey, SENDER_FILE);
  const registry = directory.read(KEY_FILES.senders, REGISTRY);
  const entry = registry.senders.find(({ id }) => id === sender.id);
  if (entry === undefined)
    throw new CliError(EXIT.noInput, `${KEY_FILES.senders} does not have the sender of ${KEY_FILES.senderKey}`);
  const made = await generateSenderKey({ id: sender.id, displayName: String(sender['displayName']) });
  const [publicKey] = REGISTRY.parse(JSON.parse(made.registry)).senders[0]?.keys ?? [];
  if (publicKey === undefined) throw new Error('no key was made');
  const publicKeys = withKeyFirst(publicKey, entry.keys, MAX_SENDER_KEYS);
  const senders = registry.senders.map((each) => (each === entry ? { ...each, keys: publicKeys } : each));
  directory.replace(KEY_FILES.senders, { ...registry, senders });
  directory.replace(KEY_FILES.senderKey, JSON.parse(made.senderKey));
  return publicKey.kid;
}

function rotateGrantKey(directory: KeyDirectory): string {
  const publicSet = directory.read(GRANT_FILES.grantPublicKeys, KEY_SET);
  const privateSet = directory.read(GRANT_FILES.grantKeys, KEY_SET);
  const made = generateGrantKey();
  const publicKeys = withKeyFirst(firstKey(made.publicKeys), publicSet.keys, MAX_GRANT_KEYS);
  const privateKeys = withKeyFirst(firstKey(made.privateKeys), privateSet.keys, MAX_GRANT_KEYS);
  directory.replace(GRANT_FILES.grantPublicKeys, { ...publicSet, keys: publicKeys });
  directory.replace(GRANT_FILES.grantKeys, { ...privateSet, keys: privateKeys });
  return firstKey(made.publicKeys).kid;
}

function firstKey(setJson: string): Key {
  const [key] = readKeySet(setJson).keys;
  if (key === undefined) throw new Error('no key was made');
  return key;
}
