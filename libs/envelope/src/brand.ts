// How a sender's organisation is shown to its readers. A brand is what a
// phisher would want to borrow, so it comes from the operator's registry and
// never from a mail, and it is checked when the registry is read: what cannot
// be read well, or could do anything but be looked at, is refused there.
import { z } from 'zod';

export const MAX_LOGO_BYTES = 64 * 1024;
/** A side. */
export const MAX_LOGO_PIXELS = 1024;
/** For white text on the colour: WCAG 2.2, success criterion 1.4.3. */
const MIN_CONTRAST = 4.5;

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** The header chunk's length and name, always the first one (PNG, section 11.2.1). */
const PNG_HEADER_CHUNK = Buffer.from('0000000d49484452', 'hex');

const COLOUR = z
  .string()
  .regex(/^#[0-9a-f]{6}$/)
  .refine((colour) => contrastWithWhite(colour) >= MIN_CONTRAST, 'white text on it cannot be read');
const LOGO = z
  .base64()
  .max(Math.ceil(MAX_LOGO_BYTES / 3) * 4)
  .transform((text) => Buffer.from(text, 'base64'))
  .refine(isSmallPng, `must be a PNG of at most ${MAX_LOGO_PIXELS} pixels a side`);
/** Plain text; no control, format (bidi) or separator characters. */
const DISCLAIMER = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

export const BRAND = z.strictObject({
  colour: COLOUR.optional(),
  logo: LOGO.optional(),
  disclaimer: DISCLAIMER.optional(),
});

/** `colour` is #rrggbb, `logo` the bytes of a PNG, `disclaimer` plain text. */
export type Brand = Readonly<z.infer<typeof BRAND>>;

/** For whoever gets a brand from another service and does not take its word for it. */
export const isBrandColour = (text: string): boolean => COLOUR.safeParse(text).success;
export const isBrandDisclaimer = (text: string): boolean => DISCLAIMER.safeParse(text).success;

function isSmallPng(bytes: Buffer): boolean {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(PNG_SIGNATURE) || !bytes.subarray(8, 16).equals(PNG_HEADER_CHUNK))
    return false;
  const sides = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return sides.every((pixels) => pixels >= 1 && pixels <= MAX_LOGO_PIXELS);
}

/** The contrast ratio of WCAG 2.2, 1 to 21. */
function contrastWithWhite(colour: string): number {
  return 1.05 / (relativeLuminance(colour) + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance, of #rrggbb. */
function relativeLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
