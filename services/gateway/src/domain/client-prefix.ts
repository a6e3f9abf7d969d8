// Who is counted as one client. Behind an IPv4 address stands a household or a
// whole office, and nothing tells them apart; an IPv6 network gives each of its
// hosts 2^64 addresses to choose from, so that a single address of it means
// nothing (RFC 6177: sites get many /64s, commonly a /48). An IPv4 client that
// arrives over IPv6 (RFC 4291 section 2.5.5.2, RFC 6052) is the same client.
import { isIPv4, isIPv6 } from 'node:net';

export interface ClientPrefix {
  readonly family: 'ipv4' | 'ipv6' | 'unknown';
  /** The address (IPv4) or its /64 (IPv6), in one spelling. */
  readonly network: string;
  /** The /48 that the /64 is of: what one attacker is commonly given. An IPv4 address stands for itself. */
  readonly site: string;
}

/** An address that nobody can read: all of these share one budget. */
const UNKNOWN: ClientPrefix = { family: 'unknown', network: 'unknown', site: 'unknown' };
const MAX_ADDRESS_LENGTH = 64;
const MAPPED = '0:0:0:0:0:ffff:';
const TRANSLATED = '64:ff9b:0:0:0:0:';

/**
 * The prefix of an address as a socket or a proxy tells it. A port behind it,
 * brackets and a zone are taken off: some proxies put them there.
 */
export function clientPrefix(told: string | undefined): ClientPrefix {
  if (told === undefined || told.length > MAX_ADDRESS_LENGTH) return UNKNOWN;
  const address = bareAddress(told);
  if (isIPv4(address)) return ipv4(address);
  return isIPv6(address) ? ipv6(groupsOf(address)) : UNKNOWN;
}

function bareAddress(told: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(told)?.[1];
  if (bracketed !== undefined) return bracketed.split('%', 1)[0] ?? '';
  const withoutPort = /^([\d.]+):\d{1,5}$/.exec(told)?.[1];
  return withoutPort ?? told.split('%', 1)[0] ?? '';
}

function ipv4(address: string): ClientPrefix {
  return { family: 'ipv4', network: address, site: address };
}

function ipv6(groups: readonly string[]): ClientPrefix {
  const spelled = groups.join(':');
  if (spelled.startsWith(MAPPED) || spelled.startsWith(TRANSLATED)) return ipv4(dotted(groups));
  return { family: 'ipv6', network: `${groups.slice(0, 4).join(':')}::/64`, site: `${groups.slice(0, 3).join(':')}::/48` };
}

/** The eight groups of a valid IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = withHexTail(address).split('::', 2);
  const before = split(head);
  const after = split(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16));
}

const split = (groups: string): readonly string[] => (groups === '' ? [] : groups.split(':'));

/** `::ffff:192.0.2.1` as `::ffff:c000:201`. */
function withHexTail(address: string): string {
  const [, start = '', ...bytes] = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address) ?? [];
  if (bytes.length === 0) return address;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  return `${start}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function dotted(groups: readonly string[]): string {
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
