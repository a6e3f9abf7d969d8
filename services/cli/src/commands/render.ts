import { toPosternError } from '@postern/errors';
import { type ReadMail, readMail, sanitiseHtml } from '@postern/mail-reading';
import type { Command } from 'commander';
import { describeMail, forTerminal } from '../describe-mail.ts';
import { CliError, EXIT, type ExitCode } from '../exit-codes.ts';
import { readInput } from '../read-input.ts';
import { writeOutput } from '../write-output.ts';

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
attachments (name, type, size, sha256), warnings and remoteCount; with --html
it has file, html, remoteCount and warnings. A file that cannot be shown has
file and error, the others go on, and the exit code is 1.

Example: postern render --json inbox/*.eml | jq .subject`,
    )
    .action(async (files: readonly string[], options: Options) => {
      for (const file of files) {
        const shown = await show(file, options).catch((thrown: unknown) => {
          setExitCode(EXIT.refused);
          return showFailure(file, thrown, options);
        });
        await writeOutput(shown);
      }
    });
}

async function show(file: string, { html, json }: Options): Promise<string> {
  const bytes = await readInput(file);
  if (html === true) return showHtml(file, bytes, json);
  const mail = await readMail(bytes);
  return json === true ? toLine(file, mailFields(mail)) : describeMail(file, mail);
}

function showHtml(file: string, bytes: Buffer, json?: boolean): string {
  const { html, remoteCount, truncated } = sanitiseHtml(bytes.toString('utf8'));
  return json === true ? toLine(file, { html, remoteCount, warnings: truncated ? ['truncated'] : [] }) : forTerminal(`${html}\n`);
}

/** Nothing that a file holds ends the run. */
function showFailure(file: string, thrown: unknown, { json }: Options): string {
  const error = thrown instanceof CliError ? 'unreadable_file' : toPosternError(thrown).code;
  return json === true ? toLine(file, { error }) : forTerminal(`File:        ${file}\nError:       ${error}\n\n`);
}

function toLine(file: string, fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ file, ...fields })}\n`;
}

function mailFields(mail: ReadMail): Readonly<Record<string, unknown>> {
  const { subject, from, to, cc, date, html, text, attachments, warnings, remoteCount } = mail;
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
