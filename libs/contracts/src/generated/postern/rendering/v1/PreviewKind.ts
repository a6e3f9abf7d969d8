// Original file: proto/postern/rendering/v1/rendering.proto

export const PreviewKind = {
  PREVIEW_KIND_UNSPECIFIED: 'PREVIEW_KIND_UNSPECIFIED',
  PREVIEW_KIND_PICTURE: 'PREVIEW_KIND_PICTURE',
  PREVIEW_KIND_TEXT: 'PREVIEW_KIND_TEXT',
  PREVIEW_KIND_PAGES: 'PREVIEW_KIND_PAGES',
} as const;

export type PreviewKind =
  | 'PREVIEW_KIND_UNSPECIFIED'
  | 0
  | 'PREVIEW_KIND_PICTURE'
  | 1
  | 'PREVIEW_KIND_TEXT'
  | 2
  | 'PREVIEW_KIND_PAGES'
  | 3

export type PreviewKind__Output = typeof PreviewKind[keyof typeof PreviewKind]
