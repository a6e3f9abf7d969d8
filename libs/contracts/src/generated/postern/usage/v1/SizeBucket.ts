// Original file: proto/postern/usage/v1/usage_event.proto

export const SizeBucket = {
  SIZE_BUCKET_UNSPECIFIED: 'SIZE_BUCKET_UNSPECIFIED',
  SIZE_BUCKET_UNDER_10_KB: 'SIZE_BUCKET_UNDER_10_KB',
  SIZE_BUCKET_UNDER_100_KB: 'SIZE_BUCKET_UNDER_100_KB',
  SIZE_BUCKET_UNDER_1_MB: 'SIZE_BUCKET_UNDER_1_MB',
  SIZE_BUCKET_UNDER_10_MB: 'SIZE_BUCKET_UNDER_10_MB',
  SIZE_BUCKET_10_MB_OR_MORE: 'SIZE_BUCKET_10_MB_OR_MORE',
} as const;

export type SizeBucket =
  | 'SIZE_BUCKET_UNSPECIFIED'
  | 0
  | 'SIZE_BUCKET_UNDER_10_KB'
  | 1
  | 'SIZE_BUCKET_UNDER_100_KB'
  | 2
  | 'SIZE_BUCKET_UNDER_1_MB'
  | 3
  | 'SIZE_BUCKET_UNDER_10_MB'
  | 4
  | 'SIZE_BUCKET_10_MB_OR_MORE'
  | 5

export type SizeBucket__Output = typeof SizeBucket[keyof typeof SizeBucket]
