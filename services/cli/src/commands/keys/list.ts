import type { Command } from 'commander';
import { type KeeperOptions, keysAtKeeper } from './at-keeper.ts';
import { GRANT_FILES, KEY_FILES, KEY_SET, KeyDirectory, ONE_KEY, REGISTRY, SENDER_FILE } from './key-directory.ts';

/** A key by its public half. */
export interface ListedKey {
  readonly which: 'capsule' | 'sender' | 'grant';
  readonly id: string;
  /** New things are sealed for it or signed with it. */
  readonly isCurrent?: boolean;
  /** The sender's id. */
  readonly sender?: string;
}

export function addListCommand(keys: Command): void {
  keys
    .command('list')
    .description('lists keys by their ids, never a private half')
    .option('--dir <directory>', 'where the keys are', '.postern')
    .option('--at <url>', 'list the capsule keys of a keeper: what POSTERN_KEY_RELEASE_CAPSULE_KEYS says')
    .option('--token-file <file>', 'with a Vault token, for transit:')
    .option('--tls-dir <directory>', 'with ca.crt, tls.crt and tls.key, for kms+tls:')
    .option('--json', 'one JSON object a line')
    .action(list);
}

interface ListOptions extends Partial<KeeperOptions> {
  readonly dir: string;
  readonly json?: true;
}

async function list({ dir, json, at, ...keeper }: ListOptions): Promise<void> {
  const listed = at === undefined ? listKeys(new KeyDirectory(dir)) : (await keysAtKeeper({ at, ...keeper })).map(ofKeeper);
  const lines = listed.map((key) => (json ? JSON.stringify(key) : lineOf(key)));
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** A keeper does not say which key senders seal for. */
function ofKeeper({ keyId }: { readonly keyId: string }): ListedKey {
  return { which: 'capsule', id: keyId };
}

export function listKeys(directory: KeyDirectory): readonly ListedKey[] {
  const capsules = directory.read(KEY_FILES.capsuleKeys, KEY_SET).keys;
  const current = {
    capsule: directory.read(KEY_FILES.capsulePublicKey, ONE_KEY).kid,
    sender: directory.read(KEY_FILES.senderKey, SENDER_FILE),
  };
  const { senders } = directory.read(KEY_FILES.senders, REGISTRY);
  const grants = directory.has(GRANT_FILES.grantPublicKeys) ? directory.read(GRANT_FILES.grantPublicKeys, KEY_SET).keys : [];
  return [
    ...capsules.map(({ kid }): ListedKey => ({ which: 'capsule', id: kid, isCurrent: kid === current.capsule })),
    ...senders.flatMap(({ id, keys }) =>
      keys.map(({ kid }): ListedKey => ({ which: 'sender', id: kid, isCurrent: kid === current.sender.key.kid, sender: id })),
    ),
    ...grants.map(({ kid }, index): ListedKey => ({ which: 'grant', id: kid, isCurrent: index === 0 })),
  ];
}

function lineOf({ which, id, isCurrent, sender = '' }: ListedKey): string {
  const state = isCurrent === undefined ? '' : isCurrent ? 'current' : 'old';
  return `${which.padEnd(8)}${id}  ${state.padEnd(8)} ${sender}`.trimEnd();
}
