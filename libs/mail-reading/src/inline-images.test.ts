import { describe, expect, it } from '@jest/globals';
import type { Attachment } from 'postal-mime';
import { png } from '../test/picture-headers.ts';
import { createInlineImages } from './inline-images.ts';
import { LIMITS } from './limits.ts';
import { sanitiseHtml } from './sanitise-html.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const picture = (mimeType: string, content: ArrayLike<number> = PNG, contentId = '<p@x>'): Attachment => ({
  filename: null,
  mimeType,
  disposition: 'inline',
  contentId,
  content: Uint8Array.from(content),
});

describe('a picture that a mail brings', () => {
  it.each([
    ['image/png', 'image/png'],
    ['IMAGE/JPG', 'image/jpeg'],
    ['image/pjpeg', 'image/jpeg'],
    ['application/octet-stream', 'image/png'],
  ])('as %s is shown as %s', (declared, type) => {
    expect(createInlineImages([picture(declared)]).resolve('p@x')).toBe(`data:${type};base64,iVBORw0KGgo=`);
  });

  it.each(['image/svg+xml', 'text/html', 'application/pdf', 'image/tiff', ''])('as %s is not shown', (declared) => {
    const images = createInlineImages([picture(declared)]);
    expect(images.resolve('p@x')).toBeUndefined();
    expect(images.used().size).toBe(0);
  });

  it('is not shown when it would fill the memory of a browser', () => {
    expect(createInlineImages([picture('image/png', png(30_000, 30_000))]).resolve('p@x')).toBeUndefined();
    expect(createInlineImages([picture('image/png', png(3000, 3000))]).resolve('p@x')).toBeDefined();
    const written = (file: Buffer) => sanitiseHtml(`<img src="data:image/png;base64,${file.toString('base64')}">`).html;
    expect(written(png(30_000, 30_000))).not.toContain('src=');
    expect(written(png(3000, 3000))).toContain(' src="data:image/png;base64,');
  });

  it('is found by a name that is percent-encoded', () => {
    expect(createInlineImages([picture('image/png', PNG, '<a b%@x>')]).resolve('a%20b%25%40x')).toBeDefined();
    expect(createInlineImages([picture('image/png', PNG, '<100%@x>')]).resolve('100%@x')).toBeDefined();
  });

  it('is not shown when it says nothing and does not look like one', () => {
    expect(createInlineImages([picture('application/octet-stream', Buffer.from('<svg onload='))]).resolve('p@x')).toBeUndefined();
  });

  it('is shown as often as there is room, and the first of its name counts', () => {
    const images = createInlineImages([
      picture('image/png', new Uint8Array(LIMITS.inlineImageBytes / 2)),
      picture('image/gif', PNG),
    ]);
    const shown = [1, 2, 3].map(() => images.resolve('p@x')?.slice(0, 14));
    expect(shown).toEqual(['data:image/png', 'data:image/png', undefined]);
    expect(images.used().size).toBe(1);
  });
});
