// Original file: proto/postern/rendering/v1/rendering.proto

import type { Attachment as _postern_rendering_v1_Attachment, Attachment__Output as _postern_rendering_v1_Attachment__Output } from '../../../postern/rendering/v1/Attachment.ts';

export interface FetchPartResponse {
  'head'?: (_postern_rendering_v1_Attachment | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'part'?: "head"|"chunk";
}

export interface FetchPartResponse__Output {
  'head'?: (_postern_rendering_v1_Attachment__Output | null);
  'chunk'?: (Buffer);
  'part'?: "head"|"chunk";
}
