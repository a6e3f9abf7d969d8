// Original file: proto/postern/identity/v1/identity.proto


export interface GrantReleaseResponse {
  'grant'?: (string);
}

export interface GrantReleaseResponse__Output {
  'grant': (string);
}
