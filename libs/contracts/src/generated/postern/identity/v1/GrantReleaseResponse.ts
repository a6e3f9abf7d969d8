// Original file: proto/postern/identity/v1/identity.proto


export interface GrantReleaseResponse {
  'grant'?: (string);
  'senderUsageNumber'?: (number);
}

export interface GrantReleaseResponse__Output {
  'grant': (string);
  'senderUsageNumber': (number);
}
