// Original file: proto/postern/rendering/v1/rendering.proto

export const RemoteContent = {
  REMOTE_CONTENT_UNSPECIFIED: 'REMOTE_CONTENT_UNSPECIFIED',
  REMOTE_CONTENT_BLOCKED: 'REMOTE_CONTENT_BLOCKED',
  REMOTE_CONTENT_SHOWN: 'REMOTE_CONTENT_SHOWN',
} as const;

export type RemoteContent =
  | 'REMOTE_CONTENT_UNSPECIFIED'
  | 0
  | 'REMOTE_CONTENT_BLOCKED'
  | 1
  | 'REMOTE_CONTENT_SHOWN'
  | 2

export type RemoteContent__Output = typeof RemoteContent[keyof typeof RemoteContent]
