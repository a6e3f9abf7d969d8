// Original file: proto/postern/usage/v1/usage_event.proto

export const Outcome = {
  OUTCOME_UNSPECIFIED: 'OUTCOME_UNSPECIFIED',
  OUTCOME_OK: 'OUTCOME_OK',
  OUTCOME_REFUSED: 'OUTCOME_REFUSED',
  OUTCOME_FAILED: 'OUTCOME_FAILED',
} as const;

export type Outcome =
  | 'OUTCOME_UNSPECIFIED'
  | 0
  | 'OUTCOME_OK'
  | 1
  | 'OUTCOME_REFUSED'
  | 2
  | 'OUTCOME_FAILED'
  | 3

export type Outcome__Output = typeof Outcome[keyof typeof Outcome]
