export { canonicalAddress, canonicalDomain, MAX_ADDRESS_OCTETS } from './canonical-address.ts';
export { maskAddress } from './mask-address.ts';
export { sameAddress } from './same-address.ts';
