// Original file: proto/postern/usage/v1/usage_event.proto

export const OsFamily = {
  OS_FAMILY_UNSPECIFIED: 'OS_FAMILY_UNSPECIFIED',
  OS_FAMILY_OTHER: 'OS_FAMILY_OTHER',
  OS_FAMILY_WINDOWS: 'OS_FAMILY_WINDOWS',
  OS_FAMILY_MACOS: 'OS_FAMILY_MACOS',
  OS_FAMILY_IOS: 'OS_FAMILY_IOS',
  OS_FAMILY_ANDROID: 'OS_FAMILY_ANDROID',
  OS_FAMILY_LINUX: 'OS_FAMILY_LINUX',
  OS_FAMILY_CHROME_OS: 'OS_FAMILY_CHROME_OS',
} as const;

export type OsFamily =
  | 'OS_FAMILY_UNSPECIFIED'
  | 0
  | 'OS_FAMILY_OTHER'
  | 1
  | 'OS_FAMILY_WINDOWS'
  | 2
  | 'OS_FAMILY_MACOS'
  | 3
  | 'OS_FAMILY_IOS'
  | 4
  | 'OS_FAMILY_ANDROID'
  | 5
  | 'OS_FAMILY_LINUX'
  | 6
  | 'OS_FAMILY_CHROME_OS'
  | 7

export type OsFamily__Output = typeof OsFamily[keyof typeof OsFamily]
