// Original file: proto/postern/keyrelease/v1/key_release.proto

export const Right = {
  RIGHT_UNSPECIFIED: 'RIGHT_UNSPECIFIED',
  RIGHT_DOWNLOAD: 'RIGHT_DOWNLOAD',
  RIGHT_PRINT: 'RIGHT_PRINT',
} as const;

export type Right =
  | 'RIGHT_UNSPECIFIED'
  | 0
  | 'RIGHT_DOWNLOAD'
  | 1
  | 'RIGHT_PRINT'
  | 2

export type Right__Output = typeof Right[keyof typeof Right]
