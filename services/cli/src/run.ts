import { type ErrorCode, toPosternError } from '@postern/errors';
import { Command, CommanderError } from 'commander';
import { addAnalyticsCommand } from './commands/analytics.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addKeysCommand } from './commands/keys.ts';
import { addRenderCommand } from './commands/render.ts';
import { addRevokeCommand } from './commands/revoke.ts';
import { addSealCommand } from './commands/seal.ts';
import { addTopicsCommand } from './commands/topics.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';

const EXIT_HELP = `
Exit codes: 0 done, 1 an input was refused, 64 wrong usage, 66 an input cannot
be read, 69 a portal, Kafka or a database does not answer, 70 an error of this
program, 73 an output cannot be written.`;

/** What a person can do about it. */
const EXPLANATIONS: Partial<Record<ErrorCode, string>> = {
  'gateway.no_message': 'there is no sealed message in this file: give a sealed mail or its message.html',
  'gateway.too_large': 'the file is larger than a sealed mail can be',
  'envelope.malformed': 'the sealed fields are damaged or were changed: ask for the mail again',
  'envelope.too_large': 'the sealed fields are larger than they may be',
  'envelope.version': 'the mail was sealed by a newer version: update this program',
  'keyrelease.refused': 'these keys do not open it: it is for another portal, by an unknown sender, or was changed',
  'keyrelease.expired': 'it has expired',
  'keyrelease.not_yet_valid': 'it cannot be read yet',
  'rendering.refused': 'the body is not the one that the sender signed',
};

/** Runs the command line and gives its exit code. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  quietlyStopWhenNobodyReads();
  let exitCode: ExitCode = EXIT.ok;
  const setExitCode = (code: ExitCode) => {
    exitCode = code;
  };
  const program = new Command('postern')
    .description('Seals mails for a Postern portal, verifies sealed ones, and shows what a recipient would see.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('(add --help for how to use it)')
    .addHelpText('afterAll', EXIT_HELP);
  for (const add of [
    addKeysCommand,
    addSealCommand,
    addRevokeCommand,
    addVerifyCommand,
    addRenderCommand,
    addAuditCommand,
    addAnalyticsCommand,
    addTopicsCommand,
  ])
    add(program, setExitCode);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    return report(thrown);
  }
}

function report(thrown: unknown): ExitCode {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (thrown instanceof CliError) {
    process.stderr.write(`postern: ${thrown.message}\n`);
    return thrown.exitCode;
  }
  const { code } = toPosternError(thrown);
  const detail = code === 'internal' ? internalDetail(thrown) : (EXPLANATIONS[code] ?? 'the input was refused');
  process.stderr.write(`postern: ${detail} (${code})\n`);
  return code === 'internal' ? EXIT.internal : EXIT.refused;
}

/** One line, and only the kind of the failure: its text could hold something of the input. */
function internalDetail(thrown: unknown): string {
  return `an error of this program, please report it: ${thrown instanceof Error ? thrown.name : 'unknown'}`;
}

/** `postern render … | head` is not an error. */
function quietlyStopWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
}
