// Original file: proto/postern/rendering/v1/rendering.proto

import type { PreviewKind as _postern_rendering_v1_PreviewKind, PreviewKind__Output as _postern_rendering_v1_PreviewKind__Output } from '../../../postern/rendering/v1/PreviewKind.ts';
import type { Long } from '@grpc/proto-loader';

export interface Attachment {
  'index'?: (number);
  'name'?: (string);
  'mediaType'?: (string);
  'size'?: (number | string | Long);
  'suspicious'?: (boolean);
  'preview'?: (_postern_rendering_v1_PreviewKind);
}

export interface Attachment__Output {
  'index': (number);
  'name': (string);
  'mediaType': (string);
  'size': (number);
  'suspicious': (boolean);
  'preview': (_postern_rendering_v1_PreviewKind__Output);
}
