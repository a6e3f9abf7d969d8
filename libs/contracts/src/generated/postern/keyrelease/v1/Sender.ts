// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface Sender {
  'id'?: (string);
  'displayName'?: (string);
  'privacyUrl'?: (string);
}

export interface Sender__Output {
  'id': (string);
  'displayName': (string);
  'privacyUrl': (string);
}
