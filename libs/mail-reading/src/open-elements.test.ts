import { describe, expect, it } from '@jest/globals';
import { growth, LINEAR_BELOW } from '../test/growth.ts';
import { OpenElements } from './open-elements.ts';
import { sanitiseHtml } from './sanitise-html.ts';

const clean = (html: string) => /<body>(.*)<\/body>/s.exec(sanitiseHtml(html).html)?.[1];

describe('an end tag', () => {
  it.each([
    ['ends what is open in its element', '<div><b>x</div>y', '<div><b>x</b></div>y'],
    ['that ends nothing is nothing', 'x</div></b>y', 'xy'],
    ['of a paragraph that is not open is an empty one', 'x</p>y', 'x<p></p>y'],
    ['of a line break is one', 'x</br>y', 'x<br>y'],
    [
      'in a cell ends nothing outside of it',
      '<div><table><tr><td>x</div></b></td><td>y</td></tr></table></div>',
      '<div><table><tr><td>x</td><td>y</td></tr></table></div>',
    ],
    [
      'of a row ends none of the table around',
      '<table><tr><td><table></tr><tr><td>x</table>y</td></tr></table>',
      '<table><tr><td><table><tr><td>x</td></tr></table>y</td></tr></table>',
    ],
    ['of what is left out is found whatever is open in there', '<noscript><table><td></noscript>x', 'x'],
    ['of what is around ends what is left out', '<div><svg><g></div>x', '<div></div>x'],
  ])('%s', (_rule, html, written) => {
    expect(clean(html)).toBe(written);
  });
});

describe('an element that nobody ended', () => {
  it.each([
    ['<ul><li>a<li>b</ul>', '<ul><li>a</li><li>b</li></ul>'],
    ['<p>a<p>b<div>c', '<p>a</p><p>b</p><div>c</div>'],
    ['<tr><td>a<th>b<tr><td>c', '<tr><td>a</td><th>b</th></tr><tr><td>c</td></tr>'],
    ['<dl><dt>a<dd>b<dt>c</dl>', '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>'],
    ['<a href="https://a.example">a<a>b', /^<a [^>]*>a<\/a><a>b<\/a>$/],
    ['<svg/>x<math><mi/></math>y', 'xy'],
    ['<b/>x', '<b>x</b>'],
    ['<p>a<body>b', '<p>a</p><div>b</div>'],
  ])('ends where another begins: %s', (html, written) => {
    expect(clean(html)).toEqual(written instanceof RegExp ? expect.stringMatching(written) : written);
  });
});

describe('what a browser would end early is ended in what is written', () => {
  it.each([
    ['<table><details><table>x</table></details></table>y', '<table><details></details></table><table>x</table>y'],
    ['<table><tr><div><td>x</div>', '<table><tr><div></div><td>x</td></tr></table>'],
    ['<table><td><div><tr><td>x</div>', '<table><td><div></div></td><tr><td>x</td></tr></table>'],
    ['<table><td><div><col><table>x</table></div>', '<table><td><div></div></td><col></table><table>x</table>'],
    ['<table><svg><tr></svg><td>x', '<table><td>x</td></table>'],
    ['<table><noscript><table>x</table></noscript><td>y', '<table><td>y</td></table>'],
  ])('%s', (html, written) => {
    expect(clean(html)).toBe(written);
  });
});

it('the stack costs each tag the same, at any depth', async () => {
  const cost = (tags: number) => {
    const start = process.cpuUsage();
    const open = new OpenElements<{ name: string; drops: boolean }>(() => {});
    for (let n = 0; n < tags; n++) open.begin({ name: `n${n}`, drops: false });
    for (let n = 0; n < tags; n++) open.end('absent');
    for (let n = tags - 1; n >= 0; n--) open.end(`n${n}`);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  cost(50_000);
  expect(await growth(cost, 50_000)).toBeLessThan(LINEAR_BELOW);
});
