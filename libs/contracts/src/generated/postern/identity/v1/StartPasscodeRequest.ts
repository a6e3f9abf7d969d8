// Original file: proto/postern/identity/v1/identity.proto


export interface StartPasscodeRequest {
  'capsule'?: (string);
  'address'?: (string);
  'locale'?: (string);
  'challenge'?: (string);
}

export interface StartPasscodeRequest__Output {
  'capsule': (string);
  'address': (string);
  'locale': (string);
  'challenge': (string);
}
