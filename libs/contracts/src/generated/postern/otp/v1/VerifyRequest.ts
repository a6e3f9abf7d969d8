// Original file: proto/postern/otp/v1/otp.proto


export interface VerifyRequest {
  'address'?: (string);
  'binding'?: (Buffer | Uint8Array | string);
  'code'?: (string);
}

export interface VerifyRequest__Output {
  'address': (string);
  'binding': (Buffer);
  'code': (string);
}
