// Loaded into a process before its program: the names of POSTERN_TEST_NAMES, a
// JSON file of names and their addresses, stand in for the DNS of a cluster,
// where a headless service names the replicas that are ready. Everything else
// about finding them, gRPC's resolver and its round robin, is the real thing.
import dns, { type LookupAddress, type LookupAllOptions } from 'node:dns';
import { readFileSync } from 'node:fs';

const file = process.env['POSTERN_TEST_NAMES'] ?? '';

async function lookupAll(name: string, _options: LookupAllOptions): Promise<LookupAddress[]> {
  const names: Readonly<Record<string, readonly string[]>> = JSON.parse(readFileSync(file, 'utf8'));
  const addresses = names[name];
  if (addresses === undefined || addresses.length === 0) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return addresses.map((address) => ({ address, family: 4 }));
}

Object.assign(dns.promises, { lookup: lookupAll });
