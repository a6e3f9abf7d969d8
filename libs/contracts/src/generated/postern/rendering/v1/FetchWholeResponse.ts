// Original file: proto/postern/rendering/v1/rendering.proto

import type { Long } from '@grpc/proto-loader';

export interface FetchWholeResponse {
  'size'?: (number | string | Long);
  'chunk'?: (Buffer | Uint8Array | string);
  'part'?: "size"|"chunk";
}

export interface FetchWholeResponse__Output {
  'size'?: (number);
  'chunk'?: (Buffer);
  'part'?: "size"|"chunk";
}
