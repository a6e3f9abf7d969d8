// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface DescribeRequest {
  'capsule'?: (string);
}

export interface DescribeRequest__Output {
  'capsule': (string);
}
