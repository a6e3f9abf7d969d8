import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDuration } from '@postern/config';
import {
  LANGUAGES,
  RIGHTS,
  type Right,
  readCapsulePublicKey,
  readLanguage,
  readSenderKey,
  type SealedMail,
  type SealOptions,
  sealEach,
} from '@postern/envelope';
import { toPosternError } from '@postern/errors';
import type { Language } from '@postern/languages';
import type { Command } from 'commander';
import { CliError, codeOf, EXIT } from '../exit-codes.ts';
import { readInput } from '../read-input.ts';
import { readKeyFile } from '../read-key-file.ts';
import { Receipt } from '../receipt.ts';
import { writeOutput } from '../write-output.ts';
import { KEY_FILES } from './keys/key-directory.ts';

interface Options {
  readonly to?: string;
  readonly expires: string;
  readonly notBefore?: string;
  readonly rights: string;
  readonly language: string;
  readonly oneCapsule?: boolean;
  readonly keys: string;
  readonly portal: string;
  readonly outDir?: string;
  readonly receipt?: string;
}

export function addSealCommand(program: Command): void {
  program
    .command('seal')
    .description('seals a mail, one sealed mail for each recipient')
    .argument('<mail.eml>', 'the mail (RFC 5322), or - for standard input')
    .option('--to <addresses>', 'recipients, with commas between (default: To, Cc and Bcc of the mail)')
    .option('--expires <duration>', 'how long it can be read: 12h, 30d', '30d')
    .option('--not-before <time>', 'when it can be read first, as 2026-12-24T18:00:00Z')
    .option('--rights <list>', `what readers may: ${RIGHTS.join(', ')}, or none`, RIGHTS.join(','))
    .option('--language <tag>', `of the texts around it, beside English: ${LANGUAGES.join(', ')}`, 'en')
    .option('--one-capsule', 'one sealed mail for all recipients; readers then type their address')
    .option('--keys <directory>', 'made by postern keys init', '.postern')
    .option('--portal <url>', 'the portal that opens it', 'http://localhost:8420')
    .option('--out-dir <directory>', 'where to put the sealed mails: 1.eml, 2.eml … (default: standard output, for one)')
    .option('--receipt <file>', 'write the message ids as JSON here (default: standard error); postern revoke takes them')
    .addHelpText('after', '\nExample: postern seal report.eml --to ada@example.org --expires 7d > sealed.eml')
    .action(seal);
}

async function seal(path: string, options: Options): Promise<void> {
  const what = await sealOptions(await readInput(path), options);
  const receipt = new Receipt(what.expiresAt);
  const sealed = receipt.noting(sealEach(what));
  try {
    if (options.outDir === undefined) await writeOutput(await only(sealed));
    else await writeAll(options.outDir, sealed);
  } catch (thrown) {
    throw explained(thrown);
  } finally {
    // Also of those that were written before a failure: they may be sent, and need to be taken back.
    receipt.write(options.receipt);
  }
}

/** The one sealed mail, when one is all there is. */
async function only(sealed: AsyncIterable<SealedMail>): Promise<Buffer> {
  let found: Buffer | undefined;
  for await (const { eml } of sealed) {
    if (found !== undefined)
      throw new CliError(EXIT.usage, 'several recipients make several sealed mails: add --out-dir, or --one-capsule');
    found = eml;
  }
  return found ?? Buffer.alloc(0);
}

async function sealOptions(mail: Buffer, options: Options): Promise<SealOptions> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + readLifetime(options.expires);
  const notBefore = options.notBefore === undefined ? undefined : readNotBefore(options.notBefore, expiresAt);
  return {
    mail,
    ...(options.to === undefined ? {} : { recipients: options.to.split(',').map((address) => address.trim()) }),
    sender: await readKeyFile(join(options.keys, KEY_FILES.senderKey), readSenderKey),
    portal: {
      url: readPortal(options.portal),
      capsuleKey: await readKeyFile(join(options.keys, KEY_FILES.capsulePublicKey), readCapsulePublicKey),
    },
    issuedAt,
    expiresAt,
    ...(notBefore === undefined ? {} : { notBefore }),
    rights: readRights(options.rights),
    language: readLanguageOption(options.language),
    oneCapsule: options.oneCapsule === true,
    random: randomBytes,
  };
}

function readLifetime(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds < 60_000 || milliseconds > 3650 * 86_400_000)
    throw new CliError(EXIT.usage, '--expires takes a duration from 1m to 3650d, such as 30d');
  return Math.floor(milliseconds / 1000);
}

function readNotBefore(text: string, expiresAt: number): number {
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text) || !(time >= 0))
    throw new CliError(EXIT.usage, '--not-before takes a time with its zone, such as 2026-12-24T18:00:00Z');
  const seconds = Math.floor(time / 1000);
  if (seconds >= expiresAt) throw new CliError(EXIT.usage, '--not-before is after --expires: nobody could ever read it');
  return seconds;
}

function readRights(text: string): readonly Right[] {
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    const right = RIGHTS.find((each) => each === name.trim());
    if (right === undefined) throw new CliError(EXIT.usage, `--rights takes ${RIGHTS.join(', ')}, with commas between, or none`);
    return right;
  });
}

function readLanguageOption(text: string): Language {
  const language = readLanguage(text);
  if (language === undefined) throw new CliError(EXIT.usage, `--language takes one of ${LANGUAGES.join(', ')}`);
  return language;
}

function readPortal(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol))
    throw new CliError(EXIT.usage, '--portal takes the address of a portal, such as https://mail.example.org');
  return url.origin;
}

/** What a person can do about it. */
function explained(thrown: unknown): unknown {
  if (thrown instanceof CliError) return thrown;
  const { code } = toPosternError(thrown);
  if (code === 'envelope.too_large')
    return new CliError(
      EXIT.refused,
      'too large: a mail may have 26 MiB, and a capsule 16 KiB (fewer recipients with --one-capsule)',
    );
  if (code === 'envelope.malformed')
    return new CliError(
      EXIT.refused,
      'the mail needs a From address, and recipients (100 with --one-capsule) whose addresses can be used: see --to',
    );
  return thrown;
}

/** File names say nothing of who a mail is for. */
async function writeAll(directory: string, sealed: AsyncIterable<SealedMail>): Promise<void> {
  let count = 0;
  for await (const { eml } of sealed) {
    count += 1;
    try {
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, `${count}.eml`), eml, { flag: 'wx' });
    } catch (thrown) {
      throw new CliError(EXIT.cannotCreate, `cannot write ${count}.eml into ${directory} (${codeOf(thrown)})`);
    }
  }
}
