// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface CheckRecipientResponse {
  'isRecipient'?: (boolean);
  'address'?: (string);
  'senderName'?: (string);
  'senderUsageNumber'?: (number);
}

export interface CheckRecipientResponse__Output {
  'isRecipient': (boolean);
  'address': (string);
  'senderName': (string);
  'senderUsageNumber': (number);
}
