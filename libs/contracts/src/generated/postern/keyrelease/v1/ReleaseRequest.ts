// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface ReleaseRequest {
  'capsule'?: (string);
  'grant'?: (string);
}

export interface ReleaseRequest__Output {
  'capsule': (string);
  'grant': (string);
}
