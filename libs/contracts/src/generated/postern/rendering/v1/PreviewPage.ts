// Original file: proto/postern/rendering/v1/rendering.proto


export interface PreviewPage {
  'number'?: (number);
  'width'?: (number);
  'height'?: (number);
  'text'?: (string);
}

export interface PreviewPage__Output {
  'number': (number);
  'width': (number);
  'height': (number);
  'text': (string);
}
