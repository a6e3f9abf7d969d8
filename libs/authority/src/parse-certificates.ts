import { X509Certificate } from 'node:crypto';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** PEM text with at least one certificate, each of which can be read. Throws an Error that says what is wrong. */
export function parseCertificates(pem: string): string {
  const certificates = pem.match(CERTIFICATE);
  if (certificates === null) throw new Error('names a file without a certificate in PEM');
  for (const [index, certificate] of certificates.entries()) {
    if (!isReadable(certificate)) throw new Error(`names a file whose certificate ${index + 1} cannot be read`);
  }
  return certificates.join('\n');
}

function isReadable(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).serialNumber !== '';
  } catch {
    return false;
  }
}
