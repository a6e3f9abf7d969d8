import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { deflated, FIRST_OBJECT, stream, type WrittenPdf, words, writePdf } from '../../../testing/write-pdf.ts';
import { LIMITS, type Limits } from './limits.ts';
import { createPdfReader, type PdfPage, type PdfPages } from './pdf-reader.ts';

const readPdf = createPdfReader();
const read = (written: WrittenPdf, limits: Partial<Limits> = {}) =>
  (Object.keys(limits).length === 0 ? readPdf : createPdfReader({ ...LIMITS, ...limits }))(writePdf(written));

const textsOf = (pages: PdfPages | undefined) => (pages?.pages ?? []).map(({ text }) => text);

async function onlyPage(written: WrittenPdf): Promise<PdfPage> {
  const [page] = (await read(written))?.pages ?? [];
  if (page === undefined) throw new Error('no page');
  return page;
}

/** The pixel at a place of the page, in points from its lower left corner: red, green, blue, or grey alone. */
function pixelAt({ picture, width, height }: PdfPage, x: number, y: number): number[] {
  const bytes = Buffer.from(picture);
  const data = bytes.indexOf('IDAT');
  const rows = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)));
  const samples = bytes.readUInt8(25) === 0 ? 1 : 3;
  const scale = LIMITS.resolution / 72;
  const at = Math.floor(height - y * scale) * (1 + width * samples) + 1 + Math.floor(x * scale) * samples;
  return [...rows.subarray(at, at + samples)];
}

const RED = '1 0 0 rg 0 0 100 100 re f';
const FORM_APPEARANCE = stream(RED, '/Type/XObject/Subtype/Form/BBox[0 0 100 100]');

/** A font of which only the meaning of its codes is known, not the shapes. */
function fontMeaning(codes: Readonly<Record<string, string>>): readonly (string | Buffer)[] {
  const meanings = Object.entries(codes).map(([code, text]) => `<${code}> <${utf16(text)}>`);
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${meanings.length} beginbfchar ${meanings.join('\n')} endbfchar endcmap end end`;
  return [
    `<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[${FIRST_OBJECT + 1} 0 R]/ToUnicode ${FIRST_OBJECT + 2} 0 R>>`,
    '<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>',
    stream(map),
  ];
}
const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex');
const codesOf = (text: string) => Object.fromEntries([...text].map((character) => [utf16(character), character]));

describe('a page of a PDF', () => {
  it('is a picture at 150 dots an inch, and its text', async () => {
    const page = await onlyPage({ pages: [{ content: `${words('Dear Ada,', 'all (is) well.')} ${RED}` }] });
    expect(page).toMatchObject({ width: 1239, height: 1754, text: 'Dear Ada,\nall (is) well.' });
    expect([pixelAt(page, 50, 50), pixelAt(page, 300, 300)]).toEqual([
      [255, 0, 0],
      [255, 255, 255],
    ]);
  });

  it.each(['你好，世界', 'Ждём вас'])('tells %s though its font is not in the file', async (text) => {
    const page = await onlyPage({
      pages: [{ content: `BT /C 20 Tf 60 700 Td <${utf16(text)}> Tj ET`, more: `/Resources<</Font<</C ${FIRST_OBJECT} 0 R>>>>` }],
      objects: fontMeaning(codesOf(text)),
    });
    expect(page.text).toBe(text);
  });

  it('tells Hebrew in the order of reading, though it is drawn from the left', async () => {
    const drawn = [...'שלום עולם'].reverse().join('');
    const page = await onlyPage({
      pages: [
        { content: `BT /C 20 Tf 60 700 Td <${utf16(drawn)}> Tj ET`, more: `/Resources<</Font<</C ${FIRST_OBJECT} 0 R>>>>` },
      ],
      objects: fontMeaning(codesOf(drawn)),
    });
    expect(page.text).toBe('שלום עולם');
  });

  it('stands upright when it is to be turned', async () => {
    expect(await onlyPage({ pages: [{ more: '/Rotate 90' }] })).toMatchObject({ width: 1754, height: 1239 });
  });

  it.each([
    ['a comment', '/Subtype/Stamp'],
    ['what was filled into a form', '/Subtype/Widget/FT/Tx/T(a)/V(b)'],
  ])('shows %s', async (_name, annotation) => {
    const page = await onlyPage({
      pages: [{ more: `/Annots[<</Type/Annot${annotation}/F 4/Rect[200 200 300 300]/AP<</N ${FIRST_OBJECT} 0 R>>>>]` }],
      objects: [FORM_APPEARANCE],
    });
    expect([pixelAt(page, 250, 250), pixelAt(page, 100, 100)]).toEqual([
      [255, 0, 0],
      [255, 255, 255],
    ]);
  });

  it('looks the same whatever script the document brings', async () => {
    const script = '/S/JavaScript/JS(this.getField\\("a"\\).value = "changed")';
    const field = (more: string) =>
      `/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(b)/F 4/Rect[200 200 300 300]/DA(/F 12 Tf)${more}>>]`;
    const plain = await onlyPage({ pages: [{ content: words('a'), more: field('') }] });
    const scripted = await onlyPage({
      pages: [{ content: words('a'), more: `${field(`/AA<</C<<${script}>>/F<<${script}>>>>`)}/AA<</O<<${script}>>>>` }],
      catalog: `/OpenAction<<${script}>>/AA<</WC<<${script}>>>>/Names<</JavaScript<</Names[(a)<<${script}>>]>>>>`,
    });
    expect(scripted).toEqual(plain);
  });

  it('has no text where it is only drawn', async () => {
    expect((await onlyPage({ pages: [{ content: RED }] })).text).toBe('');
  });
});

describe('a PDF', () => {
  it('shows its first pages, and says how many there are', async () => {
    const pages = Array.from({ length: 5000 }, (_each, index) => ({ content: words(`Sheet ${index}`) }));
    const shown = await read({ pages }, { milliseconds: 60_000 });
    expect(shown?.pageCount).toBe(5000);
    expect(textsOf(shown)).toEqual(Array.from({ length: 20 }, (_each, index) => `Sheet ${index}`));
  });

  it('has fewer colours where its pictures would be large: a scan is all noise', async () => {
    const noise = Buffer.from(
      Array.from({ length: 400 * 400 * 3 }, (_each, index) => 200 + (((index * index * 7919) % 1013) % 40)),
    );
    const image = deflated(noise, '/Type/XObject/Subtype/Image/Width 400/Height 400/BitsPerComponent 8/ColorSpace/DeviceRGB');
    const scan = {
      pages: [{ content: 'q 595 0 0 842 0 0 cm /I Do Q', more: `/Resources<</XObject<</I ${FIRST_OBJECT} 0 R>>>>` }],
      objects: [image],
    };
    const sizeWith = async (limits: Partial<Limits>) => (await read(scan, limits))?.pages[0]?.picture.length ?? 0;
    const [exact, coarse] = [await sizeWith({ pages: 1 }), await sizeWith({ pages: 1000 })];
    expect(coarse).toBeGreaterThan(0);
    expect(coarse).toBeLessThan(0.95 * exact);
  });

  it('ends where its pictures grow too large, or its time is up, but not before its first page', async () => {
    const pages = [{ content: words('a') }, { content: words('b') }, { content: words('c') }];
    const [first] = (await read({ pages }))?.pages ?? [];
    const small = await read({ pages }, { pictureBytes: 2.5 * (first?.picture.length ?? 0) });
    expect([small?.pageCount, ...textsOf(small)]).toEqual([3, 'a', 'b']);
    expect(textsOf(await read({ pages }, { milliseconds: -1 }))).toEqual(['a']);
  });

  it('has so much text a page, and no more', async () => {
    expect((await read({ pages: [{ content: words('abcdef') }] }, { textCharacters: 3 }))?.pages[0]?.text).toBe('abc');
  });

  it('may have something before it', async () => {
    const file = Buffer.concat([Buffer.from('from a scanner\n'), writePdf({ pages: [{ content: words('a') }] })]);
    expect(textsOf(await readPdf(file))).toEqual(['a']);
  });

  it('that lost its table of contents is read nevertheless', async () => {
    const file = writePdf({ pages: [{ content: words('a') }] });
    const lost = Buffer.from(file.toString('latin1').replace(/xref\n0 [^t]*/, ''), 'latin1');
    expect(textsOf(await readPdf(lost))).toEqual(['a']);
  });

  it.each([
    [
      'needs a password',
      {
        pages: [{}],
        trailer: `/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>`,
      },
    ],
    ['is encrypted in a way of its own', { pages: [{}], trailer: '/ID[<00><00>]/Encrypt<</Filter/Own/V 9>>' }],
    ['has no pages', { pages: [] }],
  ])('that %s is not shown', async (_name, written) => {
    expect(await read(written)).toBeUndefined();
  });

  it.each([
    ['only its header', Buffer.from('%PDF-1.7 not really')],
    ['nothing', Buffer.alloc(0)],
    [
      'noise',
      Buffer.concat([
        Buffer.from('%PDF-1.7\n'),
        Buffer.from(Array.from({ length: 5000 }, (_each, index) => (index * 7919) % 251)),
      ]),
    ],
  ])('that is %s is not shown', async (_name, file) => {
    expect(await readPdf(file)).toBeUndefined();
  });

  it.each(['0 0 0 0', '0 0 -5 9', '0 0 1e12 1e12', '0 0 0.0001 90000', '9 9 nan x'])(
    'with a page of %s keeps to its bounds',
    async (mediaBox) => {
      for (const { width, height } of (await read({ pages: [{ mediaBox }] }))?.pages ?? [])
        expect([width * height <= LIMITS.pixels, width <= LIMITS.side, height <= LIMITS.side]).toEqual([true, true, true]);
    },
  );

  it('leaves nothing for the next one', async () => {
    const secret = await readPdf(writePdf({ pages: [{ content: words('Zebra') }] }));
    expect(secret?.pages[0]?.text).toBe('Zebra');
    const next = await readPdf(writePdf({ pages: [{ content: words('Okapi') }] }));
    expect(next).toEqual(await createPdfReader()(writePdf({ pages: [{ content: words('Okapi') }] })));
  });

  it('keeps the pages before one that breaks it', async () => {
    const bomb = `/Contents ${FIRST_OBJECT} 0 R`;
    const written = {
      pages: [{ content: words('a') }, { more: bomb }, { content: words('c') }],
      objects: [stream('( '.repeat(5_000_000))],
    };
    const pages = await read(written, { memoryPages: 400 });
    expect([pages?.pageCount, ...textsOf(pages)]).toEqual([3, 'a']);
  });

  it('that wants more memory than there is at once is too complex', async () => {
    const written = { pages: [{ content: words('a') }], objects: [stream(Buffer.alloc(40 * 1024 * 1024))] };
    await expect(read(written, { memoryPages: 400 })).rejects.toMatchObject({ code: 'rendering.too_complex' });
  });
});
