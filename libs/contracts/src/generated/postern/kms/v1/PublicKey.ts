// Original file: proto/postern/kms/v1/kms.proto


export interface PublicKey {
  'keyId'?: (string);
  'x'?: (Buffer | Uint8Array | string);
  'y'?: (Buffer | Uint8Array | string);
}

export interface PublicKey__Output {
  'keyId': (string);
  'x': (Buffer);
  'y': (Buffer);
}
