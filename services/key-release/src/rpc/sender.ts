import type { Sender as WireSender } from '@postern/contracts';
import type { Sender } from '@postern/envelope';

export function senderToWire(sender: Sender): WireSender {
  return { id: sender.id, displayName: sender.displayName, privacyUrl: sender.privacyUrl ?? '' };
}
