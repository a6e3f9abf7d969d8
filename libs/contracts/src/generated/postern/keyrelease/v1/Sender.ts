// Original file: proto/postern/keyrelease/v1/key_release.proto

import type { Brand as _postern_keyrelease_v1_Brand, Brand__Output as _postern_keyrelease_v1_Brand__Output } from '../../../postern/keyrelease/v1/Brand.ts';

export interface Sender {
  'id'?: (string);
  'displayName'?: (string);
  'privacyUrl'?: (string);
  'brand'?: (_postern_keyrelease_v1_Brand | null);
  'usageNumber'?: (number);
}

export interface Sender__Output {
  'id': (string);
  'displayName': (string);
  'privacyUrl': (string);
  'brand': (_postern_keyrelease_v1_Brand__Output | null);
  'usageNumber': (number);
}
