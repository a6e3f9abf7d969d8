// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface Brand {
  'colour'?: (string);
  'logo'?: (Buffer | Uint8Array | string);
  'logoType'?: (string);
  'disclaimer'?: (string);
}

export interface Brand__Output {
  'colour': (string);
  'logo': (Buffer);
  'logoType': (string);
  'disclaimer': (string);
}
