// Original file: proto/postern/rendering/v1/rendering.proto


export interface SealedHead {
  'capsule'?: (string);
  'grant'?: (string);
}

export interface SealedHead__Output {
  'capsule': (string);
  'grant': (string);
}
