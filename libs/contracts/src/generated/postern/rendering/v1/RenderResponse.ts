// Original file: proto/postern/rendering/v1/rendering.proto

import type { MessageHead as _postern_rendering_v1_MessageHead, MessageHead__Output as _postern_rendering_v1_MessageHead__Output } from '../../../postern/rendering/v1/MessageHead.ts';
import type { Released as _postern_rendering_v1_Released, Released__Output as _postern_rendering_v1_Released__Output } from '../../../postern/rendering/v1/Released.ts';

export interface RenderResponse {
  'head'?: (_postern_rendering_v1_MessageHead | null);
  'html'?: (Buffer | Uint8Array | string);
  'released'?: (_postern_rendering_v1_Released | null);
  'part'?: "head"|"html"|"released";
}

export interface RenderResponse__Output {
  'head'?: (_postern_rendering_v1_MessageHead__Output | null);
  'html'?: (Buffer);
  'released'?: (_postern_rendering_v1_Released__Output | null);
  'part'?: "head"|"html"|"released";
}
