import type { Limits } from './limits.ts';
import type { PageSize, Pixels } from './pdfium.ts';

const POINTS_TO_THE_INCH = 72;

/** How large a page is drawn; undefined for one that has no size. Its shape is kept as far as whole pixels can. */
export function pixelsFor({ width, height }: PageSize, { resolution, pixels, side }: Limits): Pixels | undefined {
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) return undefined;
  const scale = Math.min(resolution / POINTS_TO_THE_INCH, Math.sqrt(pixels / (width * height)), side / width, side / height);
  return { width: wholePixels(width * scale), height: wholePixels(height * scale) };
}

const wholePixels = (length: number): number => Math.max(1, Math.floor(length));
