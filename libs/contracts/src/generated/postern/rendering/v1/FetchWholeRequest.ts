// Original file: proto/postern/rendering/v1/rendering.proto

import type { SealedHead as _postern_rendering_v1_SealedHead, SealedHead__Output as _postern_rendering_v1_SealedHead__Output } from '../../../postern/rendering/v1/SealedHead.ts';
import type { Whole as _postern_rendering_v1_Whole, Whole__Output as _postern_rendering_v1_Whole__Output } from '../../../postern/rendering/v1/Whole.ts';

export interface _postern_rendering_v1_FetchWholeRequest_Open {
  'sealed'?: (_postern_rendering_v1_SealedHead | null);
  'whole'?: (_postern_rendering_v1_Whole);
}

export interface _postern_rendering_v1_FetchWholeRequest_Open__Output {
  'sealed': (_postern_rendering_v1_SealedHead__Output | null);
  'whole': (_postern_rendering_v1_Whole__Output);
}

export interface FetchWholeRequest {
  'open'?: (_postern_rendering_v1_FetchWholeRequest_Open | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'part'?: "open"|"chunk";
}

export interface FetchWholeRequest__Output {
  'open'?: (_postern_rendering_v1_FetchWholeRequest_Open__Output | null);
  'chunk'?: (Buffer);
  'part'?: "open"|"chunk";
}
