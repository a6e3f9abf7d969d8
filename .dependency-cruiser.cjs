// Dependencies point one way (see docs/architecture.md).
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'libs-never-import-services', severity: 'error', from: { path: '^libs/' }, to: { path: '^services/' } },
    {
      name: 'a-service-never-imports-another',
      comment: 'only the standalone and the command line compose them, through index.ts',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/(standalone|cli)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'who-composes-uses-index-only',
      severity: 'error',
      from: { path: '^services/(standalone|cli)/' },
      to: { path: '^services/[^/]+/', pathNot: ['^services/$1/', '^services/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'packages-are-used-through-their-index',
      severity: 'error',
      from: { path: '^(libs|services)/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain rooms know no gRPC, HTTP, database, mail or process',
      severity: 'error',
      from: { path: '^services/[^/]+/src/domain/', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          '/src/(rpc|adapters|http|pages)/',
          'node_modules/(@grpc|fastify|ioredis|kafkajs|pg|kysely|nodemailer|pino|prom-client)/',
          '^libs/(rpc|runtime|contracts)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'adapters-do-not-know-rpc',
      severity: 'error',
      from: { path: '^services/[^/]+/src/adapters/' },
      to: { path: '/src/rpc/' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$|/test/|/bench/|^e2e/|^testing/' },
      to: { path: '\\.test\\.ts$|/test/' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'libs/contracts/src/generated' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
