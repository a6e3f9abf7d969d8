// The names of senders, by the numbers that usage knows them by. It takes the
// registry of senders as key-release has it, and looks at two members of each
// entry: the registry may have any others, and they are not kept.
import { MAX_SENDER_ORGANISATION } from '@postern/usage';
import { z } from 'zod';
import type { SenderNames } from './export/table.ts';

const REGISTRY = z.object({
  senders: z
    .array(
      z.object({
        displayName: z.string().regex(/^[^\p{C}]{1,80}$/u),
        usageNumber: z.int().min(1).max(MAX_SENDER_ORGANISATION).optional(),
      }),
    )
    .max(100_000),
});

/** Throws an Error whose sentence quotes nothing of the file. */
export function readSenderNames(text: string): SenderNames {
  const { data } = REGISTRY.safeParse(parseJson(text));
  if (data === undefined) throw new Error('names a file that is not a registry of senders');
  const numbered = data.senders.flatMap(({ usageNumber, displayName }): [string, string][] =>
    usageNumber === undefined ? [] : [[String(usageNumber), displayName]],
  );
  const names = new Map(numbered);
  if (names.size < numbered.length) throw new Error('names a file in which two senders have the same usageNumber');
  return names;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
