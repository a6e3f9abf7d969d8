// Original file: proto/postern/keyrelease/v1/key_release.proto


export interface RevokeResponse {
}

export interface RevokeResponse__Output {
}
