// Original file: proto/postern/rendering/v1/rendering.proto

import type { Long } from '@grpc/proto-loader';

export interface Attachment {
  'index'?: (number);
  'name'?: (string);
  'mediaType'?: (string);
  'size'?: (number | string | Long);
  'suspicious'?: (boolean);
}

export interface Attachment__Output {
  'index': (number);
  'name': (string);
  'mediaType': (string);
  'size': (number);
  'suspicious': (boolean);
}
