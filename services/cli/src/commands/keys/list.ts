import type { Command } from 'commander';
import { GRANT_FILES, KEY_FILES, KEY_SET, KeyDirectory, ONE_KEY, REGISTRY, SENDER_FILE } from './key-directory.ts';

/** A key by its public half. */
export interface ListedKey {
  readonly which: 'capsule' | 'sender' | 'grant';
  readonly id: string;
  /** New things are sealed for it or signed with it. */
  readonly isCurrent: boolean;
  /** The sender's id. */
  readonly sender?: string;
}

export function addListCommand(keys: Command): void {
  keys
    .command('list')
    .description('lists keys by their ids, never a private half')
    .option('--dir <directory>', 'where the keys are', '.postern')
    .option('--json', 'one JSON object a line')
    .action(({ dir, json }: { readonly dir: string; readonly json?: true }) => {
      const lines = listKeys(new KeyDirectory(dir)).map((key) => (json ? JSON.stringify(key) : lineOf(key)));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
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
  return `${which.padEnd(8)}${id}  ${(isCurrent ? 'current' : 'old').padEnd(8)} ${sender}`.trimEnd();
}
