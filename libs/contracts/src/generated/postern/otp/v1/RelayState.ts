// Original file: proto/postern/otp/v1/otp.proto

export const RelayState = {
  RELAY_STATE_UNSPECIFIED: 'RELAY_STATE_UNSPECIFIED',
  RELAY_STATE_ACCEPTING: 'RELAY_STATE_ACCEPTING',
  RELAY_STATE_DELAYED: 'RELAY_STATE_DELAYED',
} as const;

export type RelayState =
  | 'RELAY_STATE_UNSPECIFIED'
  | 0
  | 'RELAY_STATE_ACCEPTING'
  | 1
  | 'RELAY_STATE_DELAYED'
  | 2

export type RelayState__Output = typeof RelayState[keyof typeof RelayState]
