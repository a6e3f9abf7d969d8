import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { growth, LINEAR_BELOW } from '../test/growth.ts';
import { secondOpinion } from '../test/second-opinion.ts';
import { ALLOWED_TAGS } from './html-policy.ts';
import { sanitiseHtml } from './sanitise-html.ts';

const PAYLOADS = fileURLToPath(new URL('../../../../shared/corpora/html/dompurify-payloads.json', import.meta.url));
const OWN: readonly string[] = JSON.parse(readFileSync(new URL('../fixtures/payloads.json', import.meta.url), 'utf8'));

const bodyOf = (html: string) => html.slice(html.indexOf('<body>') + 6, html.lastIndexOf('</body>'));
const styleOf = (html: string) => /<\/style><style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
const clean = (html: string) => bodyOf(sanitiseHtml(html).html);

/** What a parser finds in the output that must not be there. */
function offences(html: string): readonly string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      if (!ALLOWED_TAGS.includes(tag)) found.push(tag);
      for (const [name, value] of Object.entries(attributes)) {
        if (/^on|^(?:srcdoc|action|formaction|xlink:href|background|srcset|ping)$/.test(name)) found.push(`${tag} ${name}`);
        if (name === 'href' && !/^(?:https?|mailto|tel):/.test(value)) found.push(`${tag} ${name}=${value}`);
        if (name === 'src' && !/^data:image\/(?:png|jpeg|gif|webp);base64,/.test(value)) found.push(`${tag} ${name}=${value}`);
        if (name === 'style' && /url\((?!["']?data:image)|expression|@import|javascript:/i.test(value))
          found.push(`${tag} ${name}=${value}`);
        if (name === 'id' && !value.startsWith('m-')) found.push(`${tag} id=${value}`);
      }
    },
    oncomment: () => found.push('comment'),
    onprocessinginstruction: (name) => found.push(name),
  });
  parser.end(html);
  return found;
}

describe('hostile HTML', () => {
  const foreign: readonly { readonly payload: string }[] = existsSync(PAYLOADS) ? JSON.parse(readFileSync(PAYLOADS, 'utf8')) : [];
  const payloads = [...OWN, ...foreign.map(({ payload }) => payload)];

  it(`comes out harmless`, () => {
    for (const payload of payloads) {
      const { html } = sanitiseHtml(payload);
      expect([payload, offences(bodyOf(html))]).toEqual([payload, []]);
      expect(secondOpinion(bodyOf(html))).toBe(bodyOf(html));
      expect(styleOf(html)).not.toMatch(/<|@import|url\(|expression|binding|javascript/i);
    }
  });

  it('comes out harmless in any mixture', () => {
    const pieces = payloads.flatMap((payload) => payload.split(/(?=[<"'>])/)).filter((piece) => piece.length < 200);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 }), (mixture) => {
        const { html } = sanitiseHtml(mixture.join(''));
        expect(offences(bodyOf(html))).toEqual([]);
        expect(secondOpinion(bodyOf(html))).toBe(bodyOf(html));
        expect(styleOf(html)).not.toMatch(/<|@import|url\(|expression|binding|javascript/i);
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes out the same when it is sanitised again', () => {
    for (const payload of payloads) {
      const once = bodyOf(sanitiseHtml(payload).html).replaceAll(/ (?:id|class|name)="[^"]*"/g, '');
      expect(bodyOf(sanitiseHtml(once).html)).toBe(once);
    }
  });
});

describe('what a mail may keep', () => {
  it.each([
    ['<table bgcolor="#fff" cellpadding="2"><tr><td colspan="2" align="center">x</td></tr></table>'],
    ['<p style="color:red;font-size:12px">x</p>'],
    ['<font color="red" face="Arial" size="2">x</font>'],
    ['<ol start="3" type="a"><li>x</li></ol>'],
    ['<div dir="rtl" lang="he">x</div>'],
    ['<div hidden="hidden">x</div>'],
    ['<td nowrap="">x</td>'],
  ])('%s', (html) => {
    expect(clean(html)).toBe(html);
  });

  it('links open apart and show their real host', () => {
    expect(clean('<a href="https://аpple.example/login" onclick="x()">apple.example</a>')).toBe(
      '<a title="xn--pple-43d.example" href="https://xn--pple-43d.example/login" target="_blank" rel="noopener noreferrer nofollow">apple.example</a>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/relative',
    '#here',
    'https://user:pw@evil.example',
  ])('a link to %j leads nowhere', (href) => {
    expect(clean(`<a href="${href}">x</a>`)).toBe('<a>x</a>');
  });
});

describe('style', () => {
  const css = (text: string) => styleOf(sanitiseHtml(`<style>${text}</style>`).html);

  it('keeps media queries and dark mode, and gives names their prefix as in the HTML', () => {
    const { html } = sanitiseHtml(
      '<style>@media (prefers-color-scheme:dark){.a #b{color:red}}</style><p class="a"><b id="b">x</b></p>',
    );
    expect(styleOf(html)).toBe('@media (prefers-color-scheme:dark){.m-a #m-b{color:red}}');
    expect(bodyOf(html)).toBe('<p class="m-a"><b id="m-b">x</b></p>');
  });

  it.each([
    '@import "https://evil.example/x.css";',
    '@import url(//evil.example);',
    '@font-face{font-family:x;src:url(https://evil.example/f)}',
    'p{background:url(https://evil.example/p)}',
    'p{background:u\\72l(https://evil.example/p)}',
    'p{background:image-set("https://evil.example/p" 1x)}',
    'p{width:expression(alert(1))}',
    'p{behavior:url(#x)}',
    'p{-moz-binding:url(#x)}',
    'p{position:fixed;top:0}',
    'p{content:"x"}',
    'input[value^="a"]{color:red}',
    'p::before{color:red}',
    'p{font-family:"\\3c/style><script>alert(1)</script>"}',
    '.x\\3c/style{color:red}',
    'p{--x:url(https://evil.example)}',
    '@charset "utf-7";',
    '@namespace url(x);',
    '@keyframes x{from{color:red}}',
  ])('%s leaves nothing behind', (text) => {
    expect(css(text).replace(/[\w-]+\{\}/g, '')).toBe('');
  });

  it('keeps the colour of a background whose picture it may not load', () => {
    const { html, remoteCount } = sanitiseHtml(
      '<p style="background:#036 url(https://evil.example/p) no-repeat;color:#fff">x</p>',
    );
    expect(bodyOf(html)).toBe('<p style="background:#036 none no-repeat;color:#fff">x</p>');
    expect(remoteCount).toBe(1);
  });

  it('that ends early ends nothing else', () => {
    expect(css('p{font-family:"</style><script>alert(1)</script>"}')).toBe('p{font-family:""}');
    expect(styleOf(sanitiseHtml('<style>p{color:red</style><style>b{color:blue}</style>').html)).toBe(
      'p{color:red}\nb{color:blue}',
    );
  });

  it('for another medium stays with that medium', () => {
    expect(styleOf(sanitiseHtml('<style media="print">p{color:red}</style>').html)).toBe('@media print{p{color:red}}');
    expect(styleOf(sanitiseHtml('<style media="all{}b{color:blue}@media x">p{color:red}</style>').html)).not.toContain('blue');
  });

  it('keeps the selectors beside one that may not stay, and names with any character', () => {
    const { html } = sanitiseHtml('<style>.w-1\\/2,[x]{color:red}</style><p class="w-1/2">x</p>');
    expect(styleOf(html)).toBe('.m-w-1\\/2{color:red}');
    expect(bodyOf(html)).toBe('<p class="m-w-1/2">x</p>');
  });

  it('of the whole page goes to the element that stands in for it', () => {
    expect(clean('<body bgcolor="#eee" text="navy" style="margin:0"><p>x</p></body>')).toBe(
      '<div style="background-color:#eee;color:navy;margin:0"><p>x</p></div>',
    );
  });

  it('that is too much is left out, and said', () => {
    for (const text of ['{}'.repeat(2_000), 'p{color:red}'.repeat(50_000), 'a{b:('.repeat(100)]) {
      expect(sanitiseHtml(`<style>${text}</style>`).truncated).toBe(true);
    }
  });

  it('in attributes follows the same rules', () => {
    expect(clean('<p style="color:red;position:fixed;background:url(https://evil.example/x)">x</p>')).toBe(
      '<p style="color:red">x</p>',
    );
  });

  it('that nests too deep is left out before it is parsed', () => {
    expect(css(`p{color:${'rgb('.repeat(50_000)}`)).toBe('');
    expect(css('@media screen{'.repeat(50_000))).toBe('');
  });
});

describe('remote content', () => {
  it('is counted and left out, however it is written', () => {
    const html =
      '<img src="http://a.example/1"><img src="//a.example/2"><table background="https://a.example/3"></table><p style="background:url(https://a.example/4)">x</p><style>p{background:url(https://a.example/5)}</style>';
    const result = sanitiseHtml(html);
    expect(result.remoteCount).toBe(5);
    expect(result.html).not.toContain('a.example');
  });

  it('is shown when asked for: pictures over https and nothing else', () => {
    const { html } = sanitiseHtml(
      '<img src="https://a.example/1"><img src="http://a.example/2"><p style="background:url(https://a.example/3)">x</p>',
      { remoteContent: 'shown' },
    );
    expect(html.match(/a\.example\/\d/g)).toEqual(['a.example/1']);
    expect(html).toContain('img-src data: https:');
  });
});

describe('time', () => {
  const cpu = (html: string, times = 5): number => {
    const runs = Array.from({ length: times }, () => {
      const start = process.cpuUsage();
      sanitiseHtml(html);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    });
    return Math.min(...runs);
  };

  /** Pieces that only mean something inside others. */
  const within = (name: string) => (times: number) =>
    name === 'attributes of one element'
      ? `<p ${Array.from({ length: times }, (_, index) => `a${index}=1`).join(' ')}>`
      : `<style>${(name === 'style rules' ? '.a{color:red}' : '{}').repeat(times)}</style>`;

  it.each<[string, string | null, number]>([
    ['nesting', '<div>', 15_000],
    ['tags', '<b>x</b>', 15_000],
    ['attributes', '<p a=1 b="2" style="color:red">', 4_000],
    ['entities', '&amp;&lt;&#x41;', 40_000],
    ['open brackets', '<', 100_000],
    ['comments', '<!-- x --', 20_000],
    ['unclosed formatting', '<b><i><u>', 5_000],
    ['closing tags without end', '</p></div>', 15_000],
    ['style elements', '<style>p{color:red}</style>', 3_000],
    ['tables in tables', '<table><tr><td>x', 10_000],
    ['elements of foreign kinds', '<svg>', 20_000],
    ['end tags deep inside', '<b></p>', 20_000],
    ['elements that close by themselves', '<noscript></p>', 15_000],
    ['attributes of one element', null, 40_000],
    ['style rules', null, 5_000],
    ['style mistakes', null, 20_000],
  ])('grows as fast as %s, not faster', async (name, piece, count) => {
    const make = piece === null ? within(name) : (times: number) => piece.repeat(times);
    cpu(make(count));
    expect(await growth((times) => cpu(make(times)), count / 2)).toBeLessThan(LINEAR_BELOW);
  });

  it('100,000 nested elements of any kind take less than two seconds of CPU, and their text stays', () => {
    for (const piece of ['<div>', '<table><tr><td>', '<svg>', '<p><b>', '<li><td>']) {
      const html = `${piece.repeat(60_000)}the end`;
      expect(cpu(html, 1)).toBeLessThan(2_000_000);
    }
    expect(clean(`${'<div>'.repeat(60_000)}the end${'</div>'.repeat(60_000)}<p>after</p>`)).toMatch(/the end.*<p>after<\/p>$/);
  });

  it('20,000 nested elements take less than a second of CPU, and say that they were too deep', () => {
    expect(cpu('<div>'.repeat(20_000))).toBeLessThan(1_000_000);
    expect(sanitiseHtml('<div>'.repeat(20_000)).truncated).toBe(true);
  });
});

it('style attributes full of errors cost one budget, not one each', () => {
  const attributes = Array.from({ length: 300 }, (_, index) => `<p style="${'b c;'.repeat(2000)}x${index}:1">x</p>`).join('');
  const start = process.cpuUsage();
  expect(sanitiseHtml(attributes).truncated).toBe(true);
  const { user, system } = process.cpuUsage(start);
  // 500 errors an attribute took more than twenty times as long.
  expect((user + system) / 1e6).toBeLessThan(5);
});
