// Original file: proto/postern/identity/v1/identity.proto


export interface CompleteOidcRequest {
  'issuerId'?: (string);
  'attempt'?: (string);
  'query'?: (string);
}

export interface CompleteOidcRequest__Output {
  'issuerId': (string);
  'attempt': (string);
  'query': (string);
}
