// Original file: proto/postern/otp/v1/otp.proto


export interface IssueRequest {
  'address'?: (string);
  'binding'?: (Buffer | Uint8Array | string);
  'locale'?: (string);
  'senderName'?: (string);
  'decoy'?: (boolean);
}

export interface IssueRequest__Output {
  'address': (string);
  'binding': (Buffer);
  'locale': (string);
  'senderName': (string);
  'decoy': (boolean);
}
