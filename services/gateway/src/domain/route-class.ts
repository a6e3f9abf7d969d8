// Requests are counted by what they cost and by what a stranger could want of
// them, and each class has budgets of its own: a flood of one kind leaves the
// others usable. The class depends on the route alone, never on what stands in
// the request: a limit that knew a recipient from somebody else would tell.

/** In the order of the documentation. */
export const ROUTE_CLASSES = ['open', 'ask', 'try', 'read', 'oidc', 'revoke', 'page'] as const;

export type RouteClass = (typeof ROUTE_CLASSES)[number];

const CLASSES: Readonly<Record<string, RouteClass>> = {
  'POST /open': 'open',
  // These take a sealed message too, to show it again.
  'POST /sign-out': 'open',
  'POST /language': 'open',
  'POST /passcode': 'ask',
  'POST /sign-in': 'try',
  'POST /read': 'read',
  'POST /message': 'read',
  'POST /attachment': 'read',
  'POST /attachments': 'read',
  'POST /eml': 'read',
  'POST /preview': 'read',
  'POST /api/v1/revocations': 'revoke',
};
const OIDC = '/sign-in/oidc/';

/**
 * `route`: the pattern of the route that was found, not the path that was asked
 * for. What is not named here is a page when it is read, and as dear as an
 * upload when it is anything else.
 */
export function routeClass(method: string, route: string | undefined): RouteClass {
  const named = CLASSES[`${method} ${route}`];
  if (named !== undefined) return named;
  if (route?.startsWith(OIDC) === true && !route.includes('/ended/')) return 'oidc';
  return method === 'GET' || method === 'HEAD' ? 'page' : 'open';
}
