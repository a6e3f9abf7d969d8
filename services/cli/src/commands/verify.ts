import {
  checkDates,
  openBody,
  openCapsule,
  readCapsuleKeys,
  readSenderRegistry,
  type SealedFields,
  verifyStructure,
} from '@postern/envelope';
import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit-codes.ts';
import { readInput, readKeyFile } from '../files.ts';

interface Options {
  readonly senders?: string;
  readonly capsuleKeys?: string;
}

export function addVerifyCommand(program: Command, setExitCode: (code: ExitCode) => void): void {
  program
    .command('verify')
    .description('verifies a sealed mail, offline')
    .argument('<file>', 'a sealed mail (.eml) or its message.html, or - for standard input')
    .option('--senders <senders.json>', 'the registry of sender organisations')
    .option('--capsule-keys <capsule-keys.json>', 'the private keys of the portal')
    .addHelpText(
      'after',
      `
Without keys: both fields are well-formed, and the attachment is exactly the
published template, so it cannot run, load or report anything. Who sent it and
what is inside are sealed, and only the portal's keys can verify them: give
--senders and --capsule-keys to check the signature, the dates, the digest and
the decryption too. Nothing of the content is printed.

Example: postern verify sealed.eml`,
    )
    .action(async (path: string, { senders, capsuleKeys }: Options) => {
      if ((senders === undefined) !== (capsuleKeys === undefined))
        throw new CliError(EXIT.usage, '--senders and --capsule-keys go together');
      const { fields, capsuleKeyId, isTemplate, portal, senderName } = await verifyStructure(await readInput(path));
      const lines = [
        'capsule     well-formed, version 1',
        `sealed for  key ${capsuleKeyId}`,
        'body        well-formed',
        isTemplate
          ? 'attachment  the published template, nothing added'
          : 'attachment  NOT the published template: do not open it',
        ...(isTemplate ? [`posts to    ${portal}`, `says it is  by ${JSON.stringify(senderName)}`] : []),
        ...(senders !== undefined && capsuleKeys !== undefined
          ? await verifySealed(fields, senders, capsuleKeys)
          : ['not checked sender, recipients, dates and content: they are sealed (see --help)']),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
      if (!isTemplate) setExitCode(EXIT.refused);
    });
}

/** Throws what is wrong. */
async function verifySealed(
  { capsule, body }: SealedFields,
  sendersFile: string,
  capsuleKeysFile: string,
): Promise<readonly string[]> {
  const hint = 'postern keys init makes both files';
  const senders = await readSenderRegistry(await readKeyFile(sendersFile, hint));
  const capsuleKeys = await readCapsuleKeys(await readKeyFile(capsuleKeysFile, hint));
  const { claims, sender } = await openCapsule(capsule, { capsuleKeys, senders });
  checkDates(claims, Math.floor(Date.now() / 1000));
  openBody(body, Buffer.from(claims.cek, 'base64url'), Buffer.from(claims.dig, 'base64url')).fill(0);
  return [
    `signature   by ${JSON.stringify(sender.displayName)} (${sender.id})`,
    `recipients  ${claims.rcpt.length}`,
    `readable    until ${new Date(claims.exp * 1000).toISOString()}`,
    'content     digest and decryption verified',
  ];
}
