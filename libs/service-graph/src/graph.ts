/**
 * The service graph: who may call whom, and nothing else. This table is the
 * one source of the interceptor that refuses every other call, of the names in
 * the certificates, and of the network policies. Read it as a split of duties:
 * what an attacker gains by taking one service over is what its row reaches.
 */
export const SERVICES = ['gateway', 'identity', 'otp', 'key-release', 'rendering', 'aggregation'] as const;

export type ServiceName = (typeof SERVICES)[number];

export interface Edge {
  readonly caller: ServiceName;
  readonly callee: ServiceName;
  /** Fully qualified gRPC service. */
  readonly service: string;
  readonly methods: readonly string[];
}

export const EDGES: readonly Edge[] = [
  {
    caller: 'gateway',
    callee: 'identity',
    service: 'postern.identity.v1.IdentityService',
    methods: ['StartPasscode', 'RedeemPasscode', 'ListIssuers', 'BeginOidc', 'CompleteOidc', 'GrantRelease'],
  },
  {
    caller: 'gateway',
    callee: 'key-release',
    service: 'postern.keyrelease.v1.KeyReleaseService',
    methods: ['Describe', 'Revoke'],
  },
  {
    caller: 'gateway',
    callee: 'rendering',
    service: 'postern.rendering.v1.RenderingService',
    methods: ['Render', 'FetchPart', 'Preview', 'FetchWhole'],
  },
  { caller: 'identity', callee: 'key-release', service: 'postern.keyrelease.v1.KeyReleaseService', methods: ['CheckRecipient'] },
  { caller: 'identity', callee: 'otp', service: 'postern.otp.v1.OtpService', methods: ['Issue', 'Verify'] },
  { caller: 'rendering', callee: 'key-release', service: 'postern.keyrelease.v1.KeyReleaseService', methods: ['Release'] },
];

/** What a service reaches outside of the graph; network policies are made from it. */
export const BACKENDS = [
  { caller: 'otp', backend: 'redis' },
  { caller: 'otp', backend: 'smtp' },
  { caller: 'identity', backend: 'identity-providers' },
  { caller: 'key-release', backend: 'key-custody' },
  { caller: 'key-release', backend: 'kafka' },
  { caller: 'gateway', backend: 'kafka' },
  { caller: 'otp', backend: 'kafka' },
  { caller: 'aggregation', backend: 'kafka' },
  { caller: 'aggregation', backend: 'postgresql' },
  { caller: 'aggregation', backend: 'identity-providers' },
] as const satisfies readonly { caller: ServiceName; backend: string }[];

const HEALTH_CHECK = '/grpc.health.v1.Health/Check';

/** The gRPC paths (`/package.Service/Method`) that a caller may use on a callee. */
export function allowedPaths(caller: ServiceName, callee: ServiceName): ReadonlySet<string> {
  const paths = EDGES.filter((edge) => edge.caller === caller && edge.callee === callee).flatMap((edge) =>
    edge.methods.map((method) => `/${edge.service}/${method}`),
  );
  return new Set(paths.length > 0 ? [...paths, HEALTH_CHECK] : []);
}
