// Original file: proto/postern/identity/v1/identity.proto

export const MailState = {
  MAIL_STATE_UNSPECIFIED: 'MAIL_STATE_UNSPECIFIED',
  MAIL_STATE_ON_ITS_WAY: 'MAIL_STATE_ON_ITS_WAY',
  MAIL_STATE_DELAYED: 'MAIL_STATE_DELAYED',
} as const;

export type MailState =
  | 'MAIL_STATE_UNSPECIFIED'
  | 0
  | 'MAIL_STATE_ON_ITS_WAY'
  | 1
  | 'MAIL_STATE_DELAYED'
  | 2

export type MailState__Output = typeof MailState[keyof typeof MailState]
