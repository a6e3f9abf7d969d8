import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { NamedFile } from './page-assets.ts';

/**
 * The modules of a directory, TypeScript made into JavaScript by Node's own
 * type stripping. Browsers load them one by one: their names lose the type with
 * the types, and of `libraries` each is a module beside them under its own name.
 */
export function clientScripts(directory: URL, libraries: readonly string[]): NamedFile[] {
  const imported = new RegExp(` from '(?:\\./([a-z-]+)\\.ts|(${libraries.join('|')}))';$`, 'gm');
  return readdirSync(directory)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => {
      const source = readFileSync(new URL(name, directory), 'utf8');
      const script = stripTypeScriptTypes(source).replace(imported, " from './$1$2.js';");
      return [name.replace(/\.ts$/, '.js'), Buffer.from(script)] as const;
    });
}
