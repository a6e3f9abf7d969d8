// Writes charts/postern/files/service-graph.yaml from libs/service-graph, the
// one table of who may call whom. The chart makes network policies,
// certificates and targets from that file and from nothing else, so that a
// cluster cannot allow what the code refuses. With --check it writes nothing
// and fails when what is committed is not what would be written.
import { readFileSync, writeFileSync } from 'node:fs';
import { BACKENDS, certificateName, EDGES, SERVICES, type ServiceName } from '../libs/service-graph/src/index.ts';

const FILE = new URL('../charts/postern/files/service-graph.yaml', import.meta.url);

/** Each once: a policy knows ports, and which methods may be called the callee decides. */
function calleesOf(service: ServiceName): string[] {
  return [...new Set(EDGES.filter(({ caller }) => caller === service).map(({ callee }) => callee))];
}

function backendsOf(service: ServiceName): string[] {
  return BACKENDS.filter(({ caller }) => caller === service).map(({ backend }) => backend);
}

function entry(service: ServiceName): string {
  return `  - name: ${service}
    certificateName: ${certificateName(service)}
    callees: [${calleesOf(service).join(', ')}]
    backends: [${backendsOf(service).join(', ')}]
`;
}

const wanted = `# Generated from libs/service-graph by \`npm run chart-graph\`; do not edit.
services:
${SERVICES.map(entry).join('')}`;

if (!process.argv.includes('--check')) writeFileSync(FILE, wanted);
else if (readFileSync(FILE, 'utf8') !== wanted) {
  process.stderr.write('charts/postern/files/service-graph.yaml differs from libs/service-graph (run: npm run chart-graph)\n');
  process.exitCode = 1;
}
