/** Raster formats that browsers show and that hold no script, by the names that mails give them. */
const RASTER: ReadonlyMap<string, string> = new Map([
  ['image/png', 'image/png'],
  ['image/x-png', 'image/png'],
  ['image/apng', 'image/png'],
  ['image/jpeg', 'image/jpeg'],
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/gif', 'image/gif'],
  ['image/webp', 'image/webp'],
  ['image/bmp', 'image/bmp'],
  ['image/x-ms-bmp', 'image/bmp'],
  ['image/avif', 'image/avif'],
]);

/** How files of these formats begin, in Latin-1. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
];

/**
 * The media type under which a part may be shown as a picture; undefined when
 * it may not. A part that says nothing of itself is known by its first bytes.
 */
export function pictureType(declared: string, content: Uint8Array): string | undefined {
  const type = declared.trim().toLowerCase();
  return type === 'application/octet-stream' ? recognisedPicture(content) : RASTER.get(type);
}

/** What the first bytes say, whatever the mail says; undefined for what is none of the four formats that tell. */
export function recognisedPicture(content: Uint8Array): string | undefined {
  const beginning = Buffer.from(content.subarray(0, 16)).toString('latin1');
  return BEGINNINGS.find(([pattern]) => pattern.test(beginning))?.[1];
}
