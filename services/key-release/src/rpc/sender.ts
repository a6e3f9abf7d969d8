import type { Brand as WireBrand, Sender as WireSender } from '@postern/contracts';
import type { Brand, Sender } from '@postern/envelope';

export function senderToWire({ id, displayName, privacyUrl, brand, usageNumber }: Sender): WireSender {
  return {
    id,
    displayName,
    privacyUrl: privacyUrl ?? '',
    brand: brand === undefined ? null : brandToWire(brand),
    usageNumber: usageNumber ?? 0,
  };
}

function brandToWire({ colour, logo, disclaimer }: Brand): WireBrand {
  return {
    colour: colour ?? '',
    logo: logo ?? Buffer.alloc(0),
    logoType: logo === undefined ? '' : 'image/png',
    disclaimer: disclaimer ?? '',
  };
}
