import type { Visit } from '../events.ts';
import { sessionOf } from './cookies.ts';
import { grantFor } from './grant.ts';
import type { Portal } from './portal.ts';
import type { Brought } from './sealed-route.ts';

interface Taking<Taken> {
  /** Told once how it went: when what is taken begins to arrive, or does not. */
  readonly tell: (visit: Visit, error?: unknown) => void;
  readonly take: (grant: string) => Promise<Taken>;
}

/** Takes something out of a message, other than to read it, with a grant of its own. */
export async function takeAlong<Taken>(
  { deps }: Portal,
  { request, reply, sealed }: Brought,
  { tell, take }: Taking<Taken>,
): Promise<Taken> {
  let visit: Visit = { browser: request.browser };
  try {
    const { grant, senderUsageNumber } = await grantFor(deps, reply, sessionOf(request), sealed.capsule);
    visit = { ...visit, sender: senderUsageNumber };
    const taken = await take(grant);
    tell(visit);
    return taken;
  } catch (thrown) {
    tell(visit, thrown);
    throw thrown;
  }
}
