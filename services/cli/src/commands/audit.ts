import { canonicalAddress } from '@postern/address';
import { isMessageId, releaseCommitment } from '@postern/envelope';
import type { Command } from 'commander';
import { CliError, EXIT } from '../exit-codes.ts';
import { takesIds } from '../takes-ids.ts';

export function addAuditCommand(program: Command): void {
  takesIds(program.command('audit'))
    .arguments('<message-id> <address>')
    .description('tells what the audit record of a release to an address says, to look for it in the log of key-release')
    .addHelpText(
      'after',
      `
key-release logs each release with a commitment instead of message and reader.
Only who has the message's id, which is in the sender's receipt and inside the
sealed capsule, can compute it.

Example: grep -e "$(postern audit gq0PcXGxRJk8vRzVq0r3mA ada@example.org)" key-release.log`,
    )
    .action((messageId: string, address: string) => {
      const canonical = canonicalAddress(address);
      if (!isMessageId(messageId))
        throw new CliError(EXIT.usage, 'a message id has 22 letters, digits, - and _; see the receipt of postern seal');
      if (canonical === undefined) throw new CliError(EXIT.usage, 'that is no address that a message can be sealed for');
      process.stdout.write(`${releaseCommitment(messageId, canonical)}\n`);
    });
}
