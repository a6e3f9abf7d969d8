// Original file: proto/postern/identity/v1/identity.proto

export const IssuerKind = {
  ISSUER_KIND_UNSPECIFIED: 'ISSUER_KIND_UNSPECIFIED',
  ISSUER_KIND_GENERIC: 'ISSUER_KIND_GENERIC',
  ISSUER_KIND_MICROSOFT: 'ISSUER_KIND_MICROSOFT',
  ISSUER_KIND_GOOGLE: 'ISSUER_KIND_GOOGLE',
} as const;

export type IssuerKind =
  | 'ISSUER_KIND_UNSPECIFIED'
  | 0
  | 'ISSUER_KIND_GENERIC'
  | 1
  | 'ISSUER_KIND_MICROSOFT'
  | 2
  | 'ISSUER_KIND_GOOGLE'
  | 3

export type IssuerKind__Output = typeof IssuerKind[keyof typeof IssuerKind]
