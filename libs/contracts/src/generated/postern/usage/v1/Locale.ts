// Original file: proto/postern/usage/v1/usage_event.proto

export const Locale = {
  LOCALE_UNSPECIFIED: 'LOCALE_UNSPECIFIED',
  LOCALE_OTHER: 'LOCALE_OTHER',
  LOCALE_EN: 'LOCALE_EN',
  LOCALE_DE: 'LOCALE_DE',
  LOCALE_FR: 'LOCALE_FR',
  LOCALE_ES: 'LOCALE_ES',
  LOCALE_IT: 'LOCALE_IT',
  LOCALE_NL: 'LOCALE_NL',
  LOCALE_PT: 'LOCALE_PT',
  LOCALE_PL: 'LOCALE_PL',
} as const;

export type Locale =
  | 'LOCALE_UNSPECIFIED'
  | 0
  | 'LOCALE_OTHER'
  | 1
  | 'LOCALE_EN'
  | 2
  | 'LOCALE_DE'
  | 3
  | 'LOCALE_FR'
  | 4
  | 'LOCALE_ES'
  | 5
  | 'LOCALE_IT'
  | 6
  | 'LOCALE_NL'
  | 7
  | 'LOCALE_PT'
  | 8
  | 'LOCALE_PL'
  | 9

export type Locale__Output = typeof Locale[keyof typeof Locale]
