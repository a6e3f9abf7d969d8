import type { Command } from 'commander';
import { CliError, EXIT } from '../../exit-codes.ts';
import { takesIds } from '../../takes-ids.ts';
import { GRANT_FILES, KEY_FILES, KEY_SET, KeyDirectory, REGISTRY } from './key-directory.ts';
import { listKeys } from './list.ts';

export function addRetireCommand(keys: Command): void {
  takesIds(keys.command('retire'))
    .argument('<key id>', 'as keys list tells it')
    .description('deletes an old key for good')
    .option('--dir <directory>', 'where the keys are', '.postern')
    .addHelpText(
      'after',
      `
What was sealed for a capsule key, or signed by a sender's key, cannot be read
by anybody once the key is gone: within a second where key-release reads the
file. That is the way to stop a stolen signing key.`,
    )
    .action((keyId: string, { dir }: { readonly dir: string }) => retire(new KeyDirectory(dir), keyId));
}

function retire(directory: KeyDirectory, keyId: string): void {
  const key = listKeys(directory).find(({ id }) => id === keyId);
  if (key === undefined) throw new CliError(EXIT.usage, 'there is no key of that id; see: postern keys list');
  if (key.isCurrent) throw new CliError(EXIT.refused, `that key is in use: postern keys rotate ${key.which} first`);
  if (key.which === 'sender') {
    const registry = directory.read(KEY_FILES.senders, REGISTRY);
    const senders = registry.senders.map((entry) => ({ ...entry, keys: entry.keys.filter(({ kid }) => kid !== keyId) }));
    if (senders.some(({ keys }) => keys.length === 0))
      throw new CliError(EXIT.refused, 'that is the only key of its sender: take the sender out of the registry');
    directory.replace(KEY_FILES.senders, { ...registry, senders });
    return;
  }
  const files = key.which === 'capsule' ? [KEY_FILES.capsuleKeys] : Object.values(GRANT_FILES);
  for (const name of files) {
    const set = directory.read(name, KEY_SET);
    directory.replace(name, { ...set, keys: set.keys.filter(({ kid }) => kid !== keyId) });
  }
}
