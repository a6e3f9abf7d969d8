import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCapsuleKeys, generateSenderKey } from '@postern/envelope';
import type { Command } from 'commander';
import { CliError, codeOf, EXIT } from '../../exit-codes.ts';
import { KEY_FILES } from './key-directory.ts';

interface InitOptions {
  readonly dir: string;
  readonly senderId: string;
  readonly senderName: string;
}

export function addInitCommand(keys: Command): void {
  keys
    .command('init')
    .description('makes a capsule key for a portal and a signing key for one sender')
    .option('--dir <directory>', 'where to put them', '.postern')
    .option('--sender-id <id>', 'the sender in the registry: a-z, 0-9 and hyphens', 'clinic')
    .option('--sender-name <name>', 'what readers see', 'Clinic Example')
    .addHelpText(
      'after',
      `
Writes capsule-keys.json (private, for key-release), capsule-public-key.json
(for senders), sender-key.json (private, for the sender) and senders.json (the
registry, for key-release). Never overwrites.
Only the owner can read the private ones.

Example: postern keys init --dir keys --sender-id acme --sender-name "Acme Ltd."`,
    )
    .action(initKeys);
}

async function initKeys({ dir, senderId, senderName }: InitOptions): Promise<void> {
  const existing = Object.values(KEY_FILES).filter((name) => existsSync(join(dir, name)));
  if (existing.length > 0)
    throw new CliError(EXIT.cannotCreate, `${dir} has ${existing.join(', ')} already; choose another --dir`);
  const sender = await generateSenderKey({ id: senderId, displayName: senderName }).catch(() => {
    throw new CliError(EXIT.usage, '--sender-id takes 1 to 63 of a-z, 0-9 and hyphens, --sender-name 1 to 80 visible characters');
  });
  const capsule = await generateCapsuleKeys();
  const write = (name: string, contents: string, mode: number) => writeFileSync(join(dir, name), contents, { mode, flag: 'wx' });
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    write(KEY_FILES.capsuleKeys, capsule.privateKeys, 0o600);
    write(KEY_FILES.senderKey, sender.senderKey, 0o600);
    write(KEY_FILES.capsulePublicKey, capsule.publicKey, 0o644);
    write(KEY_FILES.senders, sender.registry, 0o644);
  } catch (thrown) {
    throw new CliError(EXIT.cannotCreate, `cannot write into ${dir} (${codeOf(thrown)})`);
  }
  process.stdout.write(
    `${Object.values(KEY_FILES)
      .map((name) => join(dir, name))
      .join('\n')}\n`,
  );
}
