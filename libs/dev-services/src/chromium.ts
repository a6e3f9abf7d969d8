import { ensurePrograms } from './programs.ts';

/** The path of Debian's Chromium, installed when it is missing. */
export async function ensureChromium(): Promise<string> {
  const { chromium } = await ensurePrograms(['chromium']);
  return chromium;
}
