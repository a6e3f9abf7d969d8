// Original file: proto/postern/rendering/v1/rendering.proto

export const Whole = {
  WHOLE_UNSPECIFIED: 'WHOLE_UNSPECIFIED',
  WHOLE_ATTACHMENTS: 'WHOLE_ATTACHMENTS',
  WHOLE_MAIL: 'WHOLE_MAIL',
} as const;

export type Whole =
  | 'WHOLE_UNSPECIFIED'
  | 0
  | 'WHOLE_ATTACHMENTS'
  | 1
  | 'WHOLE_MAIL'
  | 2

export type Whole__Output = typeof Whole[keyof typeof Whole]
