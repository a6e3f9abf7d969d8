// Original file: proto/postern/rendering/v1/rendering.proto

import type { Attachment as _postern_rendering_v1_Attachment, Attachment__Output as _postern_rendering_v1_Attachment__Output } from '../../../postern/rendering/v1/Attachment.ts';
import type { Right as _postern_keyrelease_v1_Right, Right__Output as _postern_keyrelease_v1_Right__Output } from '../../../postern/keyrelease/v1/Right.ts';

export interface PreviewHead {
  'attachment'?: (_postern_rendering_v1_Attachment | null);
  'mediaType'?: (string);
  'cut'?: (boolean);
  'pageCount'?: (number);
  'rights'?: (_postern_keyrelease_v1_Right)[];
}

export interface PreviewHead__Output {
  'attachment': (_postern_rendering_v1_Attachment__Output | null);
  'mediaType': (string);
  'cut': (boolean);
  'pageCount': (number);
  'rights': (_postern_keyrelease_v1_Right__Output)[];
}
