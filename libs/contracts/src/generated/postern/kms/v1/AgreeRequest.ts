// Original file: proto/postern/kms/v1/kms.proto


export interface AgreeRequest {
  'keyId'?: (string);
  'x'?: (Buffer | Uint8Array | string);
  'y'?: (Buffer | Uint8Array | string);
}

export interface AgreeRequest__Output {
  'keyId': (string);
  'x': (Buffer);
  'y': (Buffer);
}
