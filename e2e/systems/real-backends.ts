import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { codeIn, eventually } from './system.ts';

/** What Jest's global setup tells of the real services that it started. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run by npm test, which starts the real services`);
  return value;
}

/** The texts of the mails that Postfix delivered to an address, oldest first. */
export async function deliveredMails(address: string): Promise<readonly string[]> {
  const directory = join(required('TEST_MAILDIR'), 'new');
  const files = readdirSync(directory).sort();
  const mails = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(join(directory, file)))));
  return mails.filter((mail) => mail.to?.some((mailbox) => mailbox.address === address)).map((mail) => mail.text ?? '');
}

/** The newest passcode that was delivered to an address after `since` mails; waits for it. */
export function deliveredCode(address: string, since: number): Promise<string> {
  return eventually(async () => {
    const text = (await deliveredMails(address)).slice(since).at(-1);
    return text === undefined ? undefined : codeIn(text);
  });
}
