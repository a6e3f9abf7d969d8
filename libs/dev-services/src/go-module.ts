import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';

/** The directory with the files of a Go module, by Go's own cache and checksums. */
export async function goModule(module: string, version: string): Promise<string> {
  const { go } = await ensurePrograms(['go']);
  const told: unknown = JSON.parse(await run(go, ['mod', 'download', '-json', `${module}@${version}`], { directory: '/' }));
  if (typeof told === 'object' && told !== null && 'Dir' in told && typeof told.Dir === 'string') return told.Dir;
  throw new Error(`go told no directory of ${module}`);
}
