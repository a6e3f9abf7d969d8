import { isMessageId, readSenderKey } from '@postern/envelope';
import { signRevocation } from '@postern/revocation';
import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit-codes.ts';
import { portalOrigin, postRevocation } from '../post-revocation.ts';
import { readKeyFile } from '../read-key-file.ts';
import { type ReceiptContents, readReceipt } from '../receipt.ts';
import { takesIds } from '../takes-ids.ts';
import { writeOutput } from '../write-output.ts';

interface Options {
  readonly key: string;
  readonly portal: string;
  readonly receipt?: string;
}

interface Message {
  readonly messageId: string;
  readonly expiresAt?: number;
}

export function addRevokeCommand(program: Command, setExitCode: (code: ExitCode) => void): void {
  takesIds(program.command('revoke'))
    .description('takes sealed mails back: nobody can open them any more')
    .argument('[message-ids...]', 'as postern seal told them')
    .requiredOption('--key <sender-key.json>', 'the key of the sender that sealed them, or a newer one of the same sender')
    .requiredOption('--portal <url>', 'the portal that opens them')
    .option('--receipt <file>', 'all messages of a receipt that postern seal wrote')
    .addHelpText(
      'after',
      `
Sends a signed request for each message, good for an hour. Whoever has the
message open keeps what is on the screen; opening it again shows that the sender
took it back. This cannot be undone. Nothing tells whether a message with this
id exists, or was read.

Prints a line for each message. Exit code 0 when all were taken back, 1 when
the portal refused one, 69 when it did not answer.

Example: postern revoke --key keys/sender-key.json --portal https://mail.example.org --receipt receipt.json`,
    )
    .action(async (ids: readonly string[], options: Options) => {
      const portal = portalOrigin(options.portal);
      const senderKey = await readKeyFile(options.key, readSenderKey);
      for (const { messageId, expiresAt } of await messagesOf(ids, options)) {
        const issuedAt = Math.floor(Date.now() / 1000);
        const request = signRevocation({ senderKey, messageId, issuedAt, ...(expiresAt === undefined ? {} : { expiresAt }) });
        await postRevocation(portal, request).then(
          () => writeOutput(`taken back  ${messageId}\n`),
          (thrown: unknown) => {
            if (!(thrown instanceof CliError)) throw thrown;
            // The others are tried all the same.
            process.stderr.write(`postern: ${messageId}: ${thrown.message}\n`);
            setExitCode(thrown.exitCode);
          },
        );
      }
    });
}

async function messagesOf(ids: readonly string[], { receipt }: Options): Promise<readonly Message[]> {
  const wrong = ids.find((id) => !isMessageId(id));
  if (wrong !== undefined)
    throw new CliError(EXIT.usage, `${wrong.slice(0, 64)} is not a message id (22 characters, see --help)`);
  const receiptMessages = receipt === undefined ? [] : fromReceipt(await readReceipt(receipt));
  const messages = [...ids.map((messageId) => ({ messageId })), ...receiptMessages];
  if (messages.length === 0) throw new CliError(EXIT.usage, 'which message? Give message ids, or --receipt');
  return messages;
}

function fromReceipt({ expiresAt, messages }: ReceiptContents): readonly Message[] {
  return messages.map(({ messageId }) => ({ messageId, expiresAt }));
}
