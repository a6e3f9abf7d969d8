// Original file: proto/postern/identity/v1/identity.proto


export interface RedeemPasscodeRequest {
  'challenge'?: (string);
  'code'?: (string);
  'privateComputer'?: (boolean);
}

export interface RedeemPasscodeRequest__Output {
  'challenge': (string);
  'code': (string);
  'privateComputer': (boolean);
}
