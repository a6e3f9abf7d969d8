// Original file: proto/postern/otp/v1/otp.proto


export interface VerifyResponse {
}

export interface VerifyResponse__Output {
}
