// Original file: proto/postern/kms/v1/kms.proto


export interface AgreeResponse {
  'sharedSecret'?: (Buffer | Uint8Array | string);
}

export interface AgreeResponse__Output {
  'sharedSecret': (Buffer);
}
