import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { parseCertificates } from './parse-certificates.ts';
import type { TlsMaterial } from './tls-material.ts';

/** What keeps `material` from serving a service of that DNS name, in a sentence that quotes nothing; undefined when nothing does. */
export function tlsMistake({ caPem, certificatePem, keyPem }: TlsMaterial, dnsName: string): string | undefined {
  if (attempt(() => parseCertificates(caPem)) === undefined) return 'ca.crt holds no certificate in PEM';
  const certificate = attempt(() => new X509Certificate(certificatePem));
  if (certificate === undefined) return 'tls.crt holds no certificate in PEM';
  const key = attempt((): KeyObject => createPrivateKey(keyPem));
  if (key === undefined) return 'tls.key holds no private key in PEM';
  if (!certificate.checkPrivateKey(key)) return 'tls.key is not the key of the certificate in tls.crt';
  if (certificate.checkHost(dnsName, { subject: 'never' }) === undefined) return `tls.crt is not for ${dnsName}`;
  return undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
