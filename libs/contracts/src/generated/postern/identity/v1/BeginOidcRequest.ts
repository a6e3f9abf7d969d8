// Original file: proto/postern/identity/v1/identity.proto


export interface BeginOidcRequest {
  'issuerId'?: (string);
  'privateComputer'?: (boolean);
  'locale'?: (string);
}

export interface BeginOidcRequest__Output {
  'issuerId': (string);
  'privateComputer': (boolean);
  'locale': (string);
}
