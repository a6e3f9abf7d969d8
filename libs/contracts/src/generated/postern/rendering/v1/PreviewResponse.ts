// Original file: proto/postern/rendering/v1/rendering.proto

import type { PreviewHead as _postern_rendering_v1_PreviewHead, PreviewHead__Output as _postern_rendering_v1_PreviewHead__Output } from '../../../postern/rendering/v1/PreviewHead.ts';

export interface PreviewResponse {
  'head'?: (_postern_rendering_v1_PreviewHead | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'part'?: "head"|"chunk";
}

export interface PreviewResponse__Output {
  'head'?: (_postern_rendering_v1_PreviewHead__Output | null);
  'chunk'?: (Buffer);
  'part'?: "head"|"chunk";
}
