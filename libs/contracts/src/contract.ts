import { fileURLToPath } from 'node:url';
import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';
import { LOADER_OPTIONS } from './loader-options.ts';

/** The directory that holds `postern/<service>/v1/*.proto`. */
export const PROTO_ROOT: string = fileURLToPath(new URL('../../../proto', import.meta.url));

/** A gRPC service: its definition, and at compile time the generated types of its handlers and messages. */
export interface Contract<Handlers extends UntypedServiceImplementation, Definition extends ServiceDefinition> {
  /** For example `postern.otp.v1.OtpService`. */
  readonly fullName: string;
  readonly definition: ServiceDefinition;
  /** Never set; carries the types. */
  readonly types?: { readonly handlers: Handlers; readonly definition: Definition };
}

function isServiceDefinition(
  found: PackageDefinition[string] | undefined,
): found is Extract<PackageDefinition[string], ServiceDefinition> {
  return found !== undefined && !('format' in found);
}

export function loadContract<Handlers extends UntypedServiceImplementation, Definition extends ServiceDefinition>(
  file: string,
  fullName: string,
): Contract<Handlers, Definition> {
  const found = loadSync(file, { ...LOADER_OPTIONS, includeDirs: [PROTO_ROOT] })[fullName];
  if (!isServiceDefinition(found)) throw new Error(`${file} does not define ${fullName}`);
  return { fullName, definition: found };
}
