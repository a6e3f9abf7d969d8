import { describe, expect, it } from '@jest/globals';
import { linkAttributes } from './links.ts';
import { sanitiseHtml } from './sanitise-html.ts';

describe('a link', () => {
  it.each([
    ['https://example.org/a?b#c', 'example.org', 'https://example.org/a?b#c'],
    ['HTTP://EXAMPLE.org:8080', 'example.org:8080', 'http://example.org:8080/'],
    ['https://bücher.example', 'xn--bcher-kva.example', 'https://xn--bcher-kva.example/'],
    ['https://example.org\\@evil.example/', 'example.org', 'https://example.org/@evil.example/'],
    ['mailto:a@b.example', 'mailto', 'mailto:a@b.example'],
    ['tel:+431234', 'tel', 'tel:+431234'],
  ])('%s says %s', (href, title, url) => {
    expect(linkAttributes(href)).toEqual({ title, href: url, target: '_blank', rel: 'noopener noreferrer nofollow' });
  });

  it.each(['blob:https://x.example/1', 'about:blank', 'intent://x', 'ftp://x.example', 'ms-word:ofe|u|x', 'https://', ''])(
    '%j is none',
    (href) => {
      expect(linkAttributes(href)).toBeUndefined();
    },
  );

  it('is not covered by another title', () => {
    const { html } = sanitiseHtml('<a href="https://evil.example/" title="bank.example"><b title="bank.example">bank</b></a>');
    expect(html).toContain('<a title="evil.example"');
    expect(html).not.toContain('bank.example');
  });
});
