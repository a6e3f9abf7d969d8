// A saved attachment must never run in the portal's origin and must keep a
// harmless name: always `attachment`, a media type that no browser renders
// with script, and the name in both forms of RFC 6266.

/** Types that a browser would run, if it ever ignored `attachment`. */
const ACTIVE = /html|xml|svg|script|xsl|mathml|multipart|wasm|x-shockwave-flash/;
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;

export function safeMediaType(mediaType: string): string {
  const type = mediaType.toLowerCase();
  return MEDIA_TYPE.test(type) && !ACTIVE.test(type) ? type : 'application/octet-stream';
}

const MAX_NAME = 200;

/** RFC 6266 with RFC 8187: an ASCII `filename` for old readers and the true name in `filename*`. */
export function contentDisposition(name: string): string {
  const clean = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const shown = [...clean].slice(0, MAX_NAME).join('') || 'attachment';
  const ascii = shown.replace(/[^\x20-\x7e]/g, '_').replace(/[%;]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeExtended(shown)}`;
}

/** RFC 8187 section 3.2.1: everything but attr-char is percent-encoded. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
