import { isIP } from 'node:net';

/** Comma-separated CIDR networks (RFC 4632, RFC 4291 section 2.3); a single address stands for itself. Undefined when one is not a network. */
export function parseNetworks(text: string): readonly string[] | undefined {
  if (text.trim() === '') return [];
  const networks = text.split(',').map((network) => network.trim());
  return networks.every(isNetwork) ? networks : undefined;
}

function isNetwork(text: string): boolean {
  const [, address = '', length] = /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return false;
  return length === undefined || (Number(length) >= 1 && Number(length) <= (version === 4 ? 32 : 128));
}
