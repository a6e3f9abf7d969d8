// Original file: proto/postern/rendering/v1/rendering.proto

import type { PreviewHead as _postern_rendering_v1_PreviewHead, PreviewHead__Output as _postern_rendering_v1_PreviewHead__Output } from '../../../postern/rendering/v1/PreviewHead.ts';
import type { PreviewPage as _postern_rendering_v1_PreviewPage, PreviewPage__Output as _postern_rendering_v1_PreviewPage__Output } from '../../../postern/rendering/v1/PreviewPage.ts';

export interface PreviewResponse {
  'head'?: (_postern_rendering_v1_PreviewHead | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'page'?: (_postern_rendering_v1_PreviewPage | null);
  'part'?: "head"|"chunk"|"page";
}

export interface PreviewResponse__Output {
  'head'?: (_postern_rendering_v1_PreviewHead__Output | null);
  'chunk'?: (Buffer);
  'page'?: (_postern_rendering_v1_PreviewPage__Output | null);
  'part'?: "head"|"chunk"|"page";
}
