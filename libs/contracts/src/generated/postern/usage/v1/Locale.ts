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
  LOCALE_AR: 'LOCALE_AR',
  LOCALE_HE: 'LOCALE_HE',
  LOCALE_HI: 'LOCALE_HI',
  LOCALE_ID: 'LOCALE_ID',
  LOCALE_JA: 'LOCALE_JA',
  LOCALE_KO: 'LOCALE_KO',
  LOCALE_TH: 'LOCALE_TH',
  LOCALE_TR: 'LOCALE_TR',
  LOCALE_UK: 'LOCALE_UK',
  LOCALE_VI: 'LOCALE_VI',
  LOCALE_ZH_HANS: 'LOCALE_ZH_HANS',
  LOCALE_ZH_HANT: 'LOCALE_ZH_HANT',
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
  | 'LOCALE_AR'
  | 10
  | 'LOCALE_HE'
  | 11
  | 'LOCALE_HI'
  | 12
  | 'LOCALE_ID'
  | 13
  | 'LOCALE_JA'
  | 14
  | 'LOCALE_KO'
  | 15
  | 'LOCALE_TH'
  | 16
  | 'LOCALE_TR'
  | 17
  | 'LOCALE_UK'
  | 18
  | 'LOCALE_VI'
  | 19
  | 'LOCALE_ZH_HANS'
  | 20
  | 'LOCALE_ZH_HANT'
  | 21

export type Locale__Output = typeof Locale[keyof typeof Locale]
