// Original file: proto/postern/keyrelease/v1/key_release.proto

export const SignInMethod = {
  SIGN_IN_METHOD_UNSPECIFIED: 'SIGN_IN_METHOD_UNSPECIFIED',
  SIGN_IN_METHOD_PASSCODE: 'SIGN_IN_METHOD_PASSCODE',
  SIGN_IN_METHOD_OIDC: 'SIGN_IN_METHOD_OIDC',
} as const;

export type SignInMethod =
  | 'SIGN_IN_METHOD_UNSPECIFIED'
  | 0
  | 'SIGN_IN_METHOD_PASSCODE'
  | 1
  | 'SIGN_IN_METHOD_OIDC'
  | 2

export type SignInMethod__Output = typeof SignInMethod[keyof typeof SignInMethod]
