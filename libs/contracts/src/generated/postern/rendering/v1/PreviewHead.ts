// Original file: proto/postern/rendering/v1/rendering.proto

import type { Attachment as _postern_rendering_v1_Attachment, Attachment__Output as _postern_rendering_v1_Attachment__Output } from '../../../postern/rendering/v1/Attachment.ts';

export interface PreviewHead {
  'attachment'?: (_postern_rendering_v1_Attachment | null);
  'mediaType'?: (string);
  'cut'?: (boolean);
}

export interface PreviewHead__Output {
  'attachment': (_postern_rendering_v1_Attachment__Output | null);
  'mediaType': (string);
  'cut': (boolean);
}
