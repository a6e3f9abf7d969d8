// Original file: proto/postern/kms/v1/kms.proto


export interface ListKeysRequest {
}

export interface ListKeysRequest__Output {
}
