import {
  checkDates,
  languageName,
  openBody,
  openCapsule,
  readCapsuleKeys,
  readSenderRegistry,
  type SealedFields,
  type StructureReport,
  verifyStructure,
} from '@postern/envelope';
import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../read-input.ts';
import { readKeyFile } from '../read-key-file.ts';
import { writeOutput } from '../write-output.ts';

interface Options {
  readonly senders?: string;
  readonly capsuleKeys?: string;
}

interface Keys {
  readonly senders: ReturnType<typeof readSenderRegistry>;
  readonly agree: ReturnType<typeof readCapsuleKeys>['agree'];
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
published template, so it cannot run, load or report anything; other parts of
the mail are counted. Who sent it and
what is inside are sealed, and only the portal's keys can verify them: give
--senders and --capsule-keys to check the signature, the dates, the digest and
the decryption too. Nothing of the content is printed.

Exit code 0 when all that was checked is right, 1 when anything is wrong.

Example: postern verify sealed.eml`,
    )
    .action(async (path: string, options: Options) => {
      const keys = await readKeys(options);
      const report = verifyStructure(await readInput(path));
      if (report.template === undefined) setExitCode(EXIT.refused);
      await writeOutput(describeStructure(report));
      if (keys === undefined)
        await writeOutput('not checked: sender, recipients, dates and content, which are sealed (see --help)\n');
      else for await (const line of verifySealed(report.fields, keys)) await writeOutput(line);
    });
}

async function readKeys({ senders, capsuleKeys }: Options): Promise<Keys | undefined> {
  if (senders === undefined && capsuleKeys === undefined) return undefined;
  if (senders === undefined || capsuleKeys === undefined)
    throw new CliError(EXIT.usage, '--senders and --capsule-keys go together: give both, or neither');
  return {
    senders: await readKeyFile(senders, readSenderRegistry),
    agree: (await readKeyFile(capsuleKeys, readCapsuleKeys)).agree,
  };
}

function describeStructure({ capsuleKeyId, template, otherParts }: StructureReport): string {
  const others = otherParts === 0 ? '' : `beside it   ${otherParts} more in this mail, which was NOT looked at: do not open it\n`;
  return `capsule     well-formed, version 1\nsealed for  key ${capsuleKeyId}\nbody        well-formed\n${describeTemplate(template)}${others}`;
}

function describeTemplate(template: StructureReport['template']): string {
  if (template === undefined) return 'attachment  NOT the published template: do not open it\n';
  const { version, language, hash, portal, senderName } = template;
  return `attachment  the published template: no script, nothing remote, nothing added
template    version ${version} in ${languageName(language)} (${language}), SHA-256 ${hash}
posts to    ${portal}
says it is  by ${JSON.stringify(senderName)}, which is only a claim\n`;
}

/** What is right, line by line as it is found; throws at the first thing that is wrong. */
async function* verifySealed({ capsule, body }: SealedFields, keys: Keys): AsyncGenerator<string, void> {
  const { claims, sender } = await openCapsule(capsule, keys);
  yield `signature   by ${JSON.stringify(sender.displayName)} (${sender.id})\nrecipients  ${claims.rcpt.length}\n`;
  checkDates(claims, Math.floor(Date.now() / 1000));
  yield `readable    until ${new Date(claims.exp * 1000).toISOString()}\n`;
  openBody(body, Buffer.from(claims.cek, 'base64url'), Buffer.from(claims.dig, 'base64url')).fill(0);
  yield 'content     digest and decryption verified\n';
}
