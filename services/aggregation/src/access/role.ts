// Who may do what. A viewer sees the pages; an exporter also takes files along
// and asks by program. The issuer says who has which role, in a claim that the
// operator names; we keep no list of people.

export type Role = 'viewer' | 'exporter';

export type Claims = Readonly<Record<string, unknown>>;

export interface RoleRule {
  /** The name of a claim, or a path to one inside of another: `roles`, `realm_access.roles`. */
  readonly claim: string;
  readonly viewer: string;
  readonly exporter: string;
}

/** Undefined: neither. The claim is a list of roles, or one. */
export function roleIn(claims: Claims, { claim, viewer, exporter }: RoleRule): Role | undefined {
  const found = Object.hasOwn(claims, claim) ? claims[claim] : inside(claims, claim.split('.'));
  const roles: readonly unknown[] = Array.isArray(found) ? found : [found];
  if (roles.includes(exporter)) return 'exporter';
  return roles.includes(viewer) ? 'viewer' : undefined;
}

export function mayDo(role: Role, needed: Role): boolean {
  return role === needed || role === 'exporter';
}

function inside(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined),
    value,
  );
}
