import { describe, expect, it } from '@jest/globals';
import { insertInto } from './insert-into.ts';

async function inserted(text: string, size: number, side: 'before' | 'after'): Promise<string> {
  const cut = async function* () {
    for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
  };
  const chunks: Buffer[] = [];
  for await (const chunk of insertInto(cut(), { marker: '</head>', text: '+', side })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('what is put into a stream', () => {
  it.each([1, 2, 3, 5, 7, 100])('stands at the first marker when chunks have %i bytes', async (size) => {
    expect(await inserted('<head></he</head><p></head>', size, 'before')).toBe('<head></he+</head><p></head>');
    expect(await inserted('<head></he</head><p></head>', size, 'after')).toBe('<head></he</head>+<p></head>');
  });

  it.each([1, 4, 100])('stands at the end without a marker (%i bytes)', async (size) => {
    expect(await inserted('<p>none</hea', size, 'after')).toBe('<p>none</hea+');
    expect(await inserted('', size, 'before')).toBe('+');
  });
});
