// A plug-in as a program of its own, as an operator would run one. Its parent
// tells it over IPC which keys it has, where to listen and how to misbehave.
import { readCapsuleKeys } from '@postern/envelope';
import { createMemoryCustody, type KeyCustody } from '../src/index.ts';
import { type PlugInListen, servePlugIn } from '../src/plug-in/serve-plug-in.ts';

export type Behaviour = 'answers' | 'hangs' | 'dies_in_a_call';

export interface PlugInOrder {
  /** Private keys. */
  readonly jwkSet: string;
  /** Missing where only the keys change. */
  readonly serve?: { readonly listen: PlugInListen; readonly behaviour: Behaviour };
}

function behaving(custody: KeyCustody, behaviour: Behaviour): KeyCustody {
  if (behaviour === 'answers') return custody;
  const agree = behaviour === 'hangs' ? () => new Promise<never>(() => {}) : () => process.exit(9);
  return { ...custody, agree };
}

let keys: ReturnType<typeof readCapsuleKeys>;

process.on('message', async ({ jwkSet, serve }: PlugInOrder) => {
  keys = readCapsuleKeys(jwkSet);
  const custody = createMemoryCustody(() => keys);
  const served = serve === undefined ? undefined : await servePlugIn(behaving(custody, serve.behaviour), serve.listen);
  process.send?.({ port: served?.port });
});
process.once('disconnect', () => process.exit(0));
