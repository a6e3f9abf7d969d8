// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface CheckRecipientRequest {
  'capsule'?: (string);
  'address'?: (string);
}

export interface CheckRecipientRequest__Output {
  'capsule': (string);
  'address': (string);
}
