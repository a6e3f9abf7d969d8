// Original file: proto/postern/rendering/v1/rendering.proto

import type { SealedHead as _postern_rendering_v1_SealedHead, SealedHead__Output as _postern_rendering_v1_SealedHead__Output } from '../../../postern/rendering/v1/SealedHead.ts';

export interface _postern_rendering_v1_PreviewRequest_Open {
  'sealed'?: (_postern_rendering_v1_SealedHead | null);
  'index'?: (number);
}

export interface _postern_rendering_v1_PreviewRequest_Open__Output {
  'sealed': (_postern_rendering_v1_SealedHead__Output | null);
  'index': (number);
}

export interface PreviewRequest {
  'open'?: (_postern_rendering_v1_PreviewRequest_Open | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'part'?: "open"|"chunk";
}

export interface PreviewRequest__Output {
  'open'?: (_postern_rendering_v1_PreviewRequest_Open__Output | null);
  'chunk'?: (Buffer);
  'part'?: "open"|"chunk";
}
