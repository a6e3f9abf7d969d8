import { X509Certificate } from 'node:crypto';

export interface CertificateDates {
  /** Unix milliseconds. */
  readonly notBefore: number;
  /** Unix milliseconds. */
  readonly notAfter: number;
}

/** From when and until when the first certificate of a PEM text is valid (RFC 5280 section 4.1.2.5). */
export function certificateDates(certificatePem: string): CertificateDates {
  const { validFromDate, validToDate } = new X509Certificate(certificatePem);
  return { notBefore: validFromDate.getTime(), notAfter: validToDate.getTime() };
}

/** What keeps a certificate from being accepted at `now` (Unix milliseconds); undefined when nothing does. */
export function dateMistake(certificatePem: string, now: number): 'expired' | 'not_yet_valid' | undefined {
  const { notBefore, notAfter } = certificateDates(certificatePem);
  if (now > notAfter) return 'expired';
  return now < notBefore ? 'not_yet_valid' : undefined;
}
