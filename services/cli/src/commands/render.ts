import { toPosternError } from '@postern/errors';
import { type ReadMail, readMail, sanitiseHtml } from '@postern/mail-reading';
import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../files.ts';

interface Options {
  readonly json?: boolean;
  readonly html?: boolean;
}

export function addRenderCommand(program: Command, setExitCode: (code: ExitCode) => void): void {
  program
    .command('render')
    .description('shows what a recipient would see of a mail')
    .argument('<files...>', 'mails (RFC 5322), or HTML files with --html; - for standard input')
    .option('--json', 'one JSON object a line and file')
    .option('--html', 'the files are HTML: run the sanitiser alone')
    .addHelpText(
      'after',
      `
With --json a line has file, subject, from, to, cc, date, html, text,
attachments (name, type, size, sha256) and warnings; with --html it has file,
html and remoteCount. A file that cannot be shown has file and error, the
others go on, and the exit code is 1.

Example: postern render --json inbox/*.eml | jq .subject`,
    )
    .action(async (files: readonly string[], options: Options) => {
      for (const file of files) {
        const shown = await show(file, options);
        if ('error' in shown) setExitCode(EXIT.refused);
        process.stdout.write(options.json === true ? `${JSON.stringify(shown)}\n` : describe(shown));
      }
    });
}

interface Failure {
  readonly file: string;
  readonly error: string;
}
type Shown = Failure | ({ readonly file: string } & Readonly<Record<string, unknown>>);

/** Nothing that a file holds ends the run. */
async function show(file: string, { html }: Options): Promise<Shown> {
  try {
    const bytes = await readInput(file);
    return { file, ...(html === true ? showHtml(bytes) : showMail(await readMail(bytes))) };
  } catch (thrown) {
    return { file, error: thrown instanceof CliError ? 'unreadable_file' : toPosternError(thrown).code };
  }
}

function showHtml(bytes: Buffer): Readonly<Record<string, unknown>> {
  const { html, remoteCount, truncated } = sanitiseHtml(bytes.toString('utf8'));
  return { html, remoteCount, warnings: truncated ? ['truncated'] : [] };
}

function showMail({
  subject,
  from,
  to,
  cc,
  date,
  html,
  text,
  attachments,
  warnings,
  remoteCount,
}: ReadMail): Readonly<Record<string, unknown>> {
  return {
    subject,
    from,
    to,
    cc,
    date: date?.toISOString() ?? null,
    html,
    text,
    attachments: attachments.map(({ name, mediaType, size, sha256 }) => ({ name, type: mediaType, size, sha256 })),
    warnings,
    remoteCount,
  };
}

/** For people: everything but the HTML. */
function describe(shown: Shown): string {
  return `${JSON.stringify({ ...shown, html: undefined }, null, 2)}\n`;
}
