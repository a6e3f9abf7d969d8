export { allowedPaths, BACKENDS, EDGES, type Edge, SERVICES, type ServiceName } from './graph.ts';
export { certificateName, serviceOfCertificate } from './names.ts';
