// deploy/compose.yaml has a network for each edge; its settings are not the
// chart's, so what must be the same is said here.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EDGES, SERVICES } from '@postern/service-graph';
import { parse } from 'yaml';
import { z } from 'zod';

const COMPOSE = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      networks: z.array(z.string()),
      read_only: z.boolean().optional(),
      cap_drop: z.array(z.string()).optional(),
      security_opt: z.array(z.string()).optional(),
      ports: z.array(z.string()).default([]),
      mem_limit: z.string().optional(),
    }),
  ),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
});
const text = readFileSync(new URL('../../deploy/compose.yaml', import.meta.url), 'utf8');
const { services, networks } = COMPOSE.parse(parse(text, { merge: true }));

/** Which services share a network with it. */
function neighbours(name: string): string[] {
  const own = services[name]?.networks ?? [];
  const shared = Object.entries(services).filter(
    ([other, { networks: theirs }]) => other !== name && theirs.some((one) => own.includes(one)),
  );
  return shared.map(([other]) => other).filter((other) => SERVICES.some((service) => service === other));
}

describe('the system in containers', () => {
  it('has a network for each edge of the graph, on which there is nobody else', () => {
    for (const { caller, callee } of EDGES) {
      const network = `${caller}-${callee}`;
      const members = Object.keys(services).filter((name) => services[name]?.networks.includes(network));
      expect(members.sort()).toEqual([caller, callee].sort());
    }
  });

  it('lets no two services meet that have no edge', () => {
    for (const service of SERVICES) {
      const allowed = EDGES.flatMap(({ caller, callee }) => (caller === service ? [callee] : callee === service ? [caller] : []));
      expect(neighbours(service).filter((other) => !allowed.some((name) => name === other))).toEqual([]);
    }
  });

  it('has no network with a way out but those that the machine reaches', () => {
    expect(Object.keys(networks).filter((name) => networks[name]?.internal !== true)).toEqual(['front-portal', 'front-mailbox']);
  });

  it('gives no service a capability, a file system to write to, or memory without end', () => {
    for (const service of SERVICES)
      expect(services[service]).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.stringMatching(/^\d+[mg]$/),
      });
  });

  it('is reached from this machine alone', () => {
    for (const port of Object.values(services).flatMap(({ ports }) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});
