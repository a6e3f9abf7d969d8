import { createServer } from 'node:net';

/** Every port that the standalone listens on, counted from one base port; all on loopback. */
export const PORT_OFFSETS = {
  portal: 0,
  mailbox: 1,
  usage: 2,
  ops: 3,
  smtp: 5,
  identity: 11,
  otp: 12,
  keyRelease: 13,
  rendering: 14,
} as const;

export type StandalonePorts = Readonly<Record<keyof typeof PORT_OFFSETS, number>>;

export function portsFrom(base: number): StandalonePorts {
  const ports = Object.entries(PORT_OFFSETS).map(([name, offset]) => [name, base + offset]);
  return Object.fromEntries(ports) as StandalonePorts;
}

/** Those of the ports that something else listens on. */
export async function portsTaken(ports: StandalonePorts): Promise<readonly number[]> {
  const taken = await Promise.all(Object.values(ports).map(async (port) => ((await isFree(port)) ? [] : [port])));
  return taken.flat();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
