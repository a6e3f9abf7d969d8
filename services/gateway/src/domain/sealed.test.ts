import { describe, expect, it } from '@jest/globals';
import { MAX_CAPSULE_BYTES } from '@postern/envelope';
import { BodyCollector, cleanCapsule } from './sealed.ts';

const collect = (chunks: readonly string[], size = 4) => {
  const collector = new BodyCollector(size);
  for (const chunk of chunks) collector.push(Buffer.from(chunk, 'latin1'));
  return collector.finish().map(String);
};

describe('a capsule', () => {
  it('loses its line breaks', () => {
    expect(cleanCapsule('ab.\r\nc_-\n')).toBe('ab.c_-');
  });

  it.each(['', '\r\n', 'a b', 'a"b', 'a<b', 'é', 'a\0', 'x'.repeat(MAX_CAPSULE_BYTES + 1)])('is refused: case %#', (raw) => {
    expect(() => cleanCapsule(raw)).toThrow('envelope.malformed');
  });
});

describe('a body', () => {
  it('is packed into full chunks without its line breaks', () => {
    expect(collect(['ab\r', '\ncd', '', 'efghij\r\n', 'k'])).toEqual(['abcd', 'efgh', 'ijk']);
    expect(collect(['abcd'])).toEqual(['abcd']);
  });

  it.each(['a b', '"', '<', '&', '\0', 'é'])('is refused with %j in it', (chunk) => {
    expect(() => collect(['ab', chunk])).toThrow('envelope.malformed');
  });

  it('is refused when there is none', () => {
    expect(() => collect(['\r\n'])).toThrow('envelope.malformed');
  });
});
