// A plug-in as a program of its own, as an operator would run one. Its parent
// tells it over IPC which keys it has, where to listen and how to misbehave.
import { createPrivateKey } from 'node:crypto';
import type { KeyCustody } from '../src/key-custody.ts';
import { type PlugInListen, servePlugIn } from '../src/plug-in/serve-plug-in.ts';
import { createEcdhCustody, pairOf } from './ecdh-custody.ts';

export type Behaviour = 'answers' | 'hangs' | 'dies_in_a_call';

export interface PlugInOrder {
  /** PKCS #8 PEM by key id. */
  readonly keys: Readonly<Record<string, string>>;
  readonly listen: PlugInListen;
  readonly behaviour: Behaviour;
}

function behaving(custody: KeyCustody, behaviour: Behaviour): KeyCustody {
  if (behaviour === 'answers') return custody;
  const agree = behaviour === 'hangs' ? () => new Promise<never>(() => {}) : () => process.exit(9);
  return { ...custody, agree };
}

process.once('message', (order: PlugInOrder) => {
  const pairs = Object.entries(order.keys).map(([keyId, pem]) => [keyId, pairOf(createPrivateKey(pem))] as const);
  const custody = behaving(createEcdhCustody(new Map(pairs)), order.behaviour);
  servePlugIn(custody, order.listen).then(({ port }) => process.send?.({ port }));
});
process.once('disconnect', () => process.exit(0));
