import { SERVICES, type ServiceName } from './graph.ts';

const DOMAIN = '.postern.internal';

/** The DNS name in a service's certificate (RFC 5280 subjectAltName); not a name that anybody resolves. */
export function certificateName(service: ServiceName): string {
  return `${service}${DOMAIN}`;
}

/**
 * The service that a certificate names, from Node's `subjectaltname` string.
 * Exactly one name, of type DNS, that is one of ours: a certificate with a
 * second name could be taken for two services, so it is taken for none.
 */
export function serviceOfCertificate(subjectAltName: string | undefined): ServiceName | undefined {
  return SERVICES.find((service) => subjectAltName === `DNS:${certificateName(service)}`);
}
