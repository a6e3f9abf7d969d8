import { type Handle, handleAt, ULONG_BYTES, withArena, wordAt } from './arena.ts';
import { type Template, writeTemplate } from './attributes.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';

const AT_ONCE = 64;

/** Handles of the objects that match a template. Throws an Error when there are more than `max`. */
export async function findObjects(module: Pkcs11Module, session: Handle, template: Template, max: number): Promise<Handle[]> {
  await withArena(async (arena) => {
    const wanted = writeTemplate(arena, template);
    await module.call('C_FindObjectsInit', arena, session, wanted.address, template.length);
  });
  try {
    return await collect(module, session, max);
  } finally {
    await module.call('C_FindObjectsFinal', undefined, session);
  }
}

async function collect(module: Pkcs11Module, session: Handle, max: number): Promise<Handle[]> {
  return withArena(async (arena) => {
    const handles = arena.reserve(AT_ONCE * ULONG_BYTES);
    const count = arena.words(0);
    const found: Handle[] = [];
    for (;;) {
      await module.call('C_FindObjects', arena, session, handles.address, AT_ONCE, count.address);
      const here = Math.min(wordAt(count), AT_ONCE);
      if (here === 0) return found;
      for (let index = 0; index < here; index++) found.push(handleAt(handles, index));
      if (found.length > max) throw new Error(`pkcs11: more than ${max} keys on the token; choose with object=`);
    }
  });
}
