// Original file: proto/postern/rendering/v1/rendering.proto

import type { MessageHead as _postern_rendering_v1_MessageHead, MessageHead__Output as _postern_rendering_v1_MessageHead__Output } from '../../../postern/rendering/v1/MessageHead.ts';

export interface RenderResponse {
  'head'?: (_postern_rendering_v1_MessageHead | null);
  'html'?: (Buffer | Uint8Array | string);
  'part'?: "head"|"html";
}

export interface RenderResponse__Output {
  'head'?: (_postern_rendering_v1_MessageHead__Output | null);
  'html'?: (Buffer);
  'part'?: "head"|"html";
}
