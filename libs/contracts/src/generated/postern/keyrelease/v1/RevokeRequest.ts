// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface RevokeRequest {
  'request'?: (string);
}

export interface RevokeRequest__Output {
  'request': (string);
}
