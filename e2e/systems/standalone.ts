import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';
import { codeIn, eventually, type System } from './system.ts';

interface MailboxEntry {
  readonly id: number;
  readonly to: readonly string[];
  readonly text: string;
  readonly sealed: boolean;
}

/** The portal as `npm start` runs it, on embedded backends; `settings` are added to its environment. */
export async function startStandalone(
  basePort: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<System & { readonly mailbox: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-e2e-'));
  const child = startChild('services/standalone/src/main.ts', ['--base-port', String(basePort), '--data', directory], settings);
  await child.says('Ctrl-C stops it');
  const mailbox = `http://127.0.0.1:${basePort + 1}`;

  /** Passcode mails to an address, oldest first. */
  async function passcodeMails(address: string): Promise<readonly MailboxEntry[]> {
    const mails: readonly MailboxEntry[] = await (await fetch(`${mailbox}/mails.json`)).json();
    return mails.filter((mail) => mail.to.includes(address) && !mail.sealed).reverse();
  }

  return {
    name: 'standalone',
    portal: `http://localhost:${basePort}`,
    mailbox,
    usage: `http://127.0.0.1:${basePort + 2}`,
    keys: directory,
    mailsTo: async (address) => (await passcodeMails(address)).length,
    passcodeFor: (address, since) =>
      eventually(async () => {
        const mail = (await passcodeMails(address)).slice(since).at(-1);
        return mail === undefined ? undefined : codeIn(mail.text);
      }),
    output: child.output,
    stop: async () => {
      await child.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
