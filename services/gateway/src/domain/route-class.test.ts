import { describe, expect, it } from '@jest/globals';
import { routeClass } from './route-class.ts';

describe('the class of a route', () => {
  it.each([
    ['POST', '/open', 'open'],
    ['POST', '/sign-out', 'open'],
    ['POST', '/passcode', 'ask'],
    ['POST', '/sign-in', 'try'],
    ['POST', '/read', 'read'],
    ['POST', '/attachment', 'read'],
    ['POST', '/attachments', 'read'],
    ['POST', '/eml', 'read'],
    ['POST', '/preview', 'read'],
    ['POST', '/api/v1/revocations', 'revoke'],
    ['POST', '/sign-in/oidc/:issuer', 'oidc'],
    ['GET', '/sign-in/oidc/:issuer/callback', 'oidc'],
    ['GET', '/sign-in/oidc/:issuer/ended/:problem', 'page'],
    ['GET', '/', 'page'],
    ['HEAD', '/', 'page'],
    ['GET', '/assets/:version/:name', 'page'],
    ['GET', undefined, 'page'],
  ])('%s %s is %s', (method, route, expected) => {
    expect(routeClass(method, route)).toBe(expected);
  });

  it.each(['POST', 'PUT', 'DELETE', 'TRACE'])('%s to nowhere is as dear as an upload', (method) => {
    expect(routeClass(method, undefined)).toBe('open');
  });

  it('does not come from what a path is called', () => {
    expect(routeClass('GET', 'constructor')).toBe('page');
    expect(routeClass('POST', '/open/../passcode')).toBe('open');
  });
});
