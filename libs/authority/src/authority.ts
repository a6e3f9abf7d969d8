// A certificate authority small enough to read: ECDSA P-256, one self-signed
// root, one leaf per service with exactly one DNS name. The standalone makes
// one in memory at start and forgets it at stop; tests use it for their own.
// The X.509 library finds its parts by decorators, which need this polyfill first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { certificateName, type ServiceName } from '@postern/service-graph';
import type { TlsMaterial } from './tls-material.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Clocks of machines differ: certificates are valid from a little before they are made. */
const BACKDATED_MS = 5 * 60_000;

export interface Authority {
  readonly caPem: string;
  /** A certificate for a service, with its private key. */
  issue(service: ServiceName, validForMs: number): Promise<TlsMaterial>;
  /** The same for any name and for any time; for tests of what must be refused. `notBefore` in Unix milliseconds. */
  issueName(dnsName: string, validForMs: number, notBefore?: number): Promise<TlsMaterial>;
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

export async function createAuthority(validForMs: number, now: () => number = Date.now): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Postern ephemeral authority',
    notBefore: new Date(now() - BACKDATED_MS),
    notAfter: new Date(now() + validForMs),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  // While one authority takes over from another both are trusted, under one name: a verifier tells them apart by this.
  const authorityKey = await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey);

  async function issueName(dnsName: string, leafValidForMs: number, notBefore?: number): Promise<TlsMaterial> {
    const leafKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const leaf = await x509.X509CertificateGenerator.create({
      subject: `CN=${dnsName}`,
      issuer: ca.subject,
      notBefore: new Date(notBefore ?? Math.min(now(), now() + leafValidForMs) - BACKDATED_MS),
      notAfter: new Date(now() + leafValidForMs),
      signingAlgorithm: ALGORITHM,
      publicKey: leafKeys.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth], true),
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: dnsName }]),
        authorityKey,
      ],
    });
    return { caPem: ca.toString('pem'), certificatePem: leaf.toString('pem'), keyPem: await privateKeyPem(leafKeys.privateKey) };
  }

  return {
    caPem: ca.toString('pem'),
    issue: (service, leafValidForMs) => issueName(certificateName(service), leafValidForMs),
    issueName,
  };
}
