// Original file: proto/postern/rendering/v1/rendering.proto

export const EventClock = {
  EVENT_CLOCK_UNSPECIFIED: 'EVENT_CLOCK_UNSPECIFIED',
  EVENT_CLOCK_INSTANT: 'EVENT_CLOCK_INSTANT',
  EVENT_CLOCK_LOCAL: 'EVENT_CLOCK_LOCAL',
  EVENT_CLOCK_DAYS: 'EVENT_CLOCK_DAYS',
} as const;

export type EventClock =
  | 'EVENT_CLOCK_UNSPECIFIED'
  | 0
  | 'EVENT_CLOCK_INSTANT'
  | 1
  | 'EVENT_CLOCK_LOCAL'
  | 2
  | 'EVENT_CLOCK_DAYS'
  | 3

export type EventClock__Output = typeof EventClock[keyof typeof EventClock]
