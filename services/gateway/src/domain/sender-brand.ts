// How a sender is shown, once its signature was verified. key-release says so
// and is believed about who the sender is; what is drawn from its bytes is
// checked again here, each part by itself: one that is not in order is left
// out, and the page is the portal's own in that place.
import type { Sender__Output } from '@postern/contracts';
import { isBrandColour, isBrandDisclaimer } from '@postern/envelope';
import { plainPng } from './plain-png.ts';

export interface SenderBrand {
  readonly name: string;
  /** #rrggbb, on which white text can be read. */
  readonly colour: string | undefined;
  /** A PNG that was taken apart and put together anew. */
  readonly logo: Buffer | undefined;
  /** Plain text without control or format (bidi) characters. */
  readonly disclaimer: string | undefined;
  readonly privacy: PrivacyLink | undefined;
}

export interface PrivacyLink {
  /** https. */
  readonly href: string;
  /** As it is looked up: international names in punycode, which nobody can mistake for another. */
  readonly host: string;
}

const MAX_URL_CHARACTERS = 512;

/** Undefined when there is nothing to show beside the name. */
export function senderBrand(sender: Sender__Output | null): SenderBrand | undefined {
  if (sender === null) return undefined;
  const { displayName: name, brand } = sender;
  const parts = {
    colour: brand !== null && isBrandColour(brand.colour) ? brand.colour : undefined,
    logo: brand?.logoType === 'image/png' ? plainPng(brand.logo) : undefined,
    disclaimer: brand !== null && isBrandDisclaimer(brand.disclaimer) ? brand.disclaimer : undefined,
    privacy: privacyLink(sender.privacyUrl),
  };
  return Object.values(parts).every((part) => part === undefined) ? undefined : { name, ...parts };
}

/** Without a user name, which could look like a host. */
function privacyLink(text: string): PrivacyLink | undefined {
  const url = text.length <= MAX_URL_CHARACTERS ? URL.parse(text) : null;
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return { href: url.href, host: url.host };
}
