// A word for what a file is, so that a reader need not know endings. It goes by
// the type that the mail claims and then by the name: it promises nothing, and
// nothing is opened because of it.

export type AttachmentKind =
  | 'picture'
  | 'text'
  | 'pdf'
  | 'document'
  | 'table'
  | 'slides'
  | 'archive'
  | 'mail'
  | 'calendar'
  | 'sound'
  | 'video'
  | 'other';

const BY_TYPE: readonly (readonly [RegExp, AttachmentKind])[] = [
  [/^text\/(?:csv|tab-separated-values)$|spreadsheet|ms-excel|\.numbers$/, 'table'],
  [/^text\/calendar$/, 'calendar'],
  [/^image\//, 'picture'],
  [/^application\/(?:x-)?pdf$/, 'pdf'],
  [/wordprocessingml|msword|opendocument\.text|^(?:application|text)\/rtf$/, 'document'],
  [/presentation|ms-powerpoint/, 'slides'],
  [/^application\/(?:x-)?(?:zip|7z|gzip|tar|bzip2?|xz|rar|vnd\.rar)(?:-compressed)?$/, 'archive'],
  [/^message\/(?:rfc822|global)$/, 'mail'],
  [/^text\/(?!html)/, 'text'],
  [/^audio\//, 'sound'],
  [/^video\//, 'video'],
];

const BY_ENDING: ReadonlyMap<string, AttachmentKind> = new Map(
  (
    [
      ['picture', 'png jpg jpeg gif webp bmp tif tiff heic avif'],
      ['text', 'txt text md log json'],
      ['pdf', 'pdf'],
      ['document', 'doc docx odt rtf pages'],
      ['table', 'csv tsv xls xlsx ods numbers'],
      ['slides', 'ppt pptx odp key'],
      ['archive', 'zip 7z gz tar bz2 xz rar'],
      ['mail', 'eml msg'],
      ['calendar', 'ics'],
      ['sound', 'mp3 m4a ogg wav flac aac'],
      ['video', 'mp4 mov avi mkv webm'],
    ] as const
  ).flatMap(([kind, endings]) => endings.split(' ').map((ending) => [ending, kind] as const)),
);

/** A file that may be a program is never called anything friendlier than a file. */
export function attachmentKind(given: {
  readonly name: string;
  readonly mediaType: string;
  readonly suspicious: boolean;
}): AttachmentKind {
  if (given.suspicious) return 'other';
  const type = given.mediaType.toLowerCase();
  const ending = given.name.slice(given.name.lastIndexOf('.') + 1).toLowerCase();
  return BY_TYPE.find(([pattern]) => pattern.test(type))?.[1] ?? BY_ENDING.get(ending) ?? 'other';
}
