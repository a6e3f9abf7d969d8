import { describe, expect, it } from '@jest/globals';
import { allowedPaths, EDGES, SERVICES } from './graph.ts';
import { certificateName, serviceOfCertificate } from './names.ts';

describe('the service graph', () => {
  it('is exactly the table of the architecture', () => {
    const edges = EDGES.flatMap((edge) => edge.methods.map((method) => `${edge.caller} -> ${edge.callee}.${method}`)).sort();
    expect(edges).toEqual([
      'gateway -> identity.BeginOidc',
      'gateway -> identity.CompleteOidc',
      'gateway -> identity.GrantRelease',
      'gateway -> identity.ListIssuers',
      'gateway -> identity.RedeemPasscode',
      'gateway -> identity.StartPasscode',
      'gateway -> key-release.Describe',
      'gateway -> key-release.Revoke',
      'gateway -> rendering.FetchPart',
      'gateway -> rendering.FetchWhole',
      'gateway -> rendering.Preview',
      'gateway -> rendering.Render',
      'identity -> key-release.CheckRecipient',
      'identity -> otp.Issue',
      'identity -> otp.Verify',
      'rendering -> key-release.Release',
    ]);
  });

  it('lets the gateway describe a capsule and not open one', () => {
    const paths = allowedPaths('gateway', 'key-release');
    expect(paths).toContain('/postern.keyrelease.v1.KeyReleaseService/Describe');
    expect(paths).not.toContain('/postern.keyrelease.v1.KeyReleaseService/Release');
  });

  it('allows nothing, not even a health check, where there is no edge', () => {
    expect([...allowedPaths('rendering', 'otp')]).toEqual([]);
  });
});

describe('certificate names', () => {
  it.each(SERVICES)('%s is found by its own name only', (service) => {
    expect(serviceOfCertificate(`DNS:${certificateName(service)}`)).toBe(service);
    expect(serviceOfCertificate(`URI:${certificateName(service)}`)).toBeUndefined();
    expect(serviceOfCertificate(`DNS:${certificateName(service)}.example.org`)).toBeUndefined();
    expect(serviceOfCertificate(`DNS:${certificateName(service)}, DNS:otp.postern.internal`)).toBeUndefined();
  });

  it('nobody has no certificate', () => {
    expect(serviceOfCertificate(undefined)).toBeUndefined();
    expect(serviceOfCertificate('')).toBeUndefined();
  });
});
