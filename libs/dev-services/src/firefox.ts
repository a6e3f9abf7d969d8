import { ensurePrograms } from './programs.ts';

/** The path of Debian's Firefox, installed when it is missing. */
export async function ensureFirefox(): Promise<string> {
  const { 'firefox-esr': firefox } = await ensurePrograms(['firefox-esr']);
  return firefox;
}
