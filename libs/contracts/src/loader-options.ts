/**
 * How .proto files become JavaScript values. The generator of the types
 * (scripts/contracts.ts) and the loader at run time both read this constant,
 * so that a type never promises what the wire does not hold.
 */
export const LOADER_OPTIONS = { longs: Number, enums: String, defaults: true, oneofs: true } as const;
