// Original file: proto/postern/rendering/v1/rendering.proto

import type { SealedHead as _postern_rendering_v1_SealedHead, SealedHead__Output as _postern_rendering_v1_SealedHead__Output } from '../../../postern/rendering/v1/SealedHead.ts';
import type { RemoteContent as _postern_rendering_v1_RemoteContent, RemoteContent__Output as _postern_rendering_v1_RemoteContent__Output } from '../../../postern/rendering/v1/RemoteContent.ts';

export interface _postern_rendering_v1_RenderRequest_Open {
  'sealed'?: (_postern_rendering_v1_SealedHead | null);
  'remoteContent'?: (_postern_rendering_v1_RemoteContent);
}

export interface _postern_rendering_v1_RenderRequest_Open__Output {
  'sealed': (_postern_rendering_v1_SealedHead__Output | null);
  'remoteContent': (_postern_rendering_v1_RemoteContent__Output);
}

export interface RenderRequest {
  'open'?: (_postern_rendering_v1_RenderRequest_Open | null);
  'chunk'?: (Buffer | Uint8Array | string);
  'part'?: "open"|"chunk";
}

export interface RenderRequest__Output {
  'open'?: (_postern_rendering_v1_RenderRequest_Open__Output | null);
  'chunk'?: (Buffer);
  'part'?: "open"|"chunk";
}
