// Original file: proto/postern/rendering/v1/rendering.proto


export interface Mailbox {
  'name'?: (string);
  'address'?: (string);
}

export interface Mailbox__Output {
  'name': (string);
  'address': (string);
}
