import { describe, expect, it } from '@jest/globals';
import { certificateName, SERVICES } from '@postern/service-graph';
import { z } from 'zod';
import { ofKind, PRODUCTION, render } from './helm.ts';
import { podsOf } from './pods.ts';

const CERTIFICATE = z.looseObject({
  spec: z.looseObject({
    isCA: z.boolean().default(false),
    dnsNames: z.array(z.string()).default([]),
    secretName: z.string(),
    usages: z.array(z.string()),
  }),
});
const VOLUME = z.looseObject({
  name: z.string(),
  secret: z.looseObject({ secretName: z.string(), defaultMode: z.number().optional() }).optional(),
  csi: z.looseObject({ volumeAttributes: z.record(z.string(), z.string()) }).optional(),
});

async function tlsVolumes(example: string): Promise<ReadonlyMap<string, z.infer<typeof VOLUME>>> {
  const pods = podsOf(ofKind(await render({ files: [example] }), 'Deployment'));
  return new Map(
    pods.map(({ spec }) => [
      spec.containers[0]?.name ?? '',
      VOLUME.parse((spec.volumes ?? []).find(({ name }) => name === 'tls')),
    ]),
  );
}

describe('certificates', () => {
  it('have exactly the one name that the graph gives to their service, for both ends', async () => {
    const all = ofKind(await render({ files: [PRODUCTION] }), 'Certificate').map((object) => CERTIFICATE.parse(object).spec);
    const leaves = all.filter(({ isCA }) => !isCA);
    expect(leaves.map(({ dnsNames }) => dnsNames)).toEqual(SERVICES.map((service) => [certificateName(service)]));
    for (const { usages } of leaves) expect(usages).toEqual(['digital signature', 'server auth', 'client auth']);
  });

  it('are mounted where they were made for', async () => {
    const volumes = await tlsVolumes(PRODUCTION);
    for (const service of SERVICES)
      expect(volumes.get(service)?.secret).toEqual({ secretName: `postern-${service}-tls`, defaultMode: 0o440 });
  });

  it('come from the CSI driver with the same names, and from no Secret', async () => {
    const volumes = await tlsVolumes('ci/gateway-api-values.yaml');
    for (const service of SERVICES)
      expect(volumes.get(service)?.csi?.volumeAttributes).toMatchObject({
        'csi.cert-manager.io/dns-names': certificateName(service),
        'csi.cert-manager.io/issuer-name': 'mail',
        'csi.cert-manager.io/issuer-kind': 'ClusterIssuer',
      });
    expect(ofKind(await render({ files: ['ci/gateway-api-values.yaml'] }), 'Certificate')).toEqual([]);
  });

  it('may be given, each by its own name', async () => {
    const volumes = await tlsVolumes('ci/large-values.yaml');
    expect(volumes.get('gateway')?.secret?.secretName).toBe('gateway-certificate');
    expect(volumes.get('otp')?.secret?.secretName).toBe('postern-otp-tls');
    expect(ofKind(await render({ files: ['ci/large-values.yaml'] }), 'Issuer')).toEqual([]);
  });
});
