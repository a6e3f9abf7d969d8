import { isLoopbackHost } from '@postern/config';

/** Whether something secret may go there: over TLS, or not beyond this machine. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}
