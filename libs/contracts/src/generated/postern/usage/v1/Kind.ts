// Original file: proto/postern/usage/v1/usage_event.proto

export const Kind = {
  KIND_UNSPECIFIED: 'KIND_UNSPECIFIED',
  KIND_MESSAGE_OPENED: 'KIND_MESSAGE_OPENED',
  KIND_PASSCODE_REQUESTED: 'KIND_PASSCODE_REQUESTED',
  KIND_PASSCODE_MAILED: 'KIND_PASSCODE_MAILED',
  KIND_SIGN_IN: 'KIND_SIGN_IN',
  KIND_MESSAGE_VIEWED: 'KIND_MESSAGE_VIEWED',
} as const;

export type Kind =
  | 'KIND_UNSPECIFIED'
  | 0
  | 'KIND_MESSAGE_OPENED'
  | 1
  | 'KIND_PASSCODE_REQUESTED'
  | 2
  | 'KIND_PASSCODE_MAILED'
  | 3
  | 'KIND_SIGN_IN'
  | 4
  | 'KIND_MESSAGE_VIEWED'
  | 5

export type Kind__Output = typeof Kind[keyof typeof Kind]
