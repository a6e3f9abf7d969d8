// Original file: proto/postern/rendering/v1/rendering.proto


export interface Released {
}

export interface Released__Output {
}
