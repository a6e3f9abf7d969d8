// Original file: proto/postern/identity/v1/identity.proto


export interface GrantReleaseRequest {
  'session'?: (string);
  'capsule'?: (string);
}

export interface GrantReleaseRequest__Output {
  'session': (string);
  'capsule': (string);
}
