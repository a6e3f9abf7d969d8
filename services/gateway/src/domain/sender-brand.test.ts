import { describe, expect, it } from '@jest/globals';
import { tinyPng } from '../../test/tiny-png.ts';
import { senderBrand } from './sender-brand.ts';

interface Brand {
  readonly colour: string;
  readonly logo: Buffer;
  readonly logoType: string;
  readonly disclaimer: string;
}

const NONE: Brand = { colour: '', logo: Buffer.alloc(0), logoType: '', disclaimer: '' };
const sender = (brand: Partial<Brand> | null, privacyUrl = '') => ({
  id: 'clinic',
  displayName: 'Clinic Example',
  privacyUrl,
  brand: brand === null ? null : { ...NONE, ...brand },
  usageNumber: 0,
});

describe('a brand', () => {
  it('is what its sender has', () => {
    const logo = tinyPng();
    const given = { colour: '#0b6450', logo, logoType: 'image/png', disclaimer: 'For the person named above only.' };
    expect(senderBrand(sender(given, 'https://clinic.example/privacy'))).toEqual({
      name: 'Clinic Example',
      colour: '#0b6450',
      logo,
      disclaimer: given.disclaimer,
      privacy: { href: 'https://clinic.example/privacy', host: 'clinic.example' },
    });
  });

  it.each<[string, Parameters<typeof senderBrand>[0]]>([
    ['no sender', null],
    ['no brand', sender(null)],
    ['an empty brand', sender({})],
  ])('is not there with %s', (_what, given) => {
    expect(senderBrand(given)).toBeUndefined();
  });

  it.each<[string, Partial<Brand>]>([
    ['a colour that is a rule', { colour: '#0b6450;background:url(//evil.example)' }],
    ['a colour that ends its attribute', { colour: '"><script>alert(1)</script>' }],
    ['a colour by name', { colour: 'darkgreen' }],
    ['a colour with a line after it', { colour: '#0b6450\n' }],
    ['a colour on which white cannot be read', { colour: '#777777' }],
    ['an SVG', { logo: Buffer.from('<svg/>'), logoType: 'image/svg+xml' }],
    ['an SVG that says PNG', { logo: Buffer.from('<svg/>'), logoType: 'image/png' }],
    ['a PNG that says SVG', { logo: tinyPng(), logoType: 'image/svg+xml' }],
    ['a type that ends its attribute', { logo: tinyPng(), logoType: 'image/png"onload="alert(1)' }],
    ['a disclaimer that turns the text around', { disclaimer: 'Sealed by \u202eknaB' }],
    ['a disclaimer of two lines', { disclaimer: 'You are on\nread.evil.example' }],
    ['a disclaimer without an end', { disclaimer: 'x'.repeat(501) }],
  ])('leaves out %s', (_what, brand) => {
    expect(senderBrand(sender(brand))).toBeUndefined();
    expect(senderBrand(sender({ disclaimer: 'Fine.', ...brand }, 'https://clinic.example/'))?.privacy?.host).toBe(
      'clinic.example',
    );
  });

  it.each([
    'javascript:alert(1)',
    'http://clinic.example/',
    'data:text/html,x',
    'https://portal.example@evil.example/',
    'https://:x@evil.example/',
    'https://',
    `https://clinic.example/${'x'.repeat(500)}`,
  ])('leaves out the privacy statement at %s', (url) => {
    expect(senderBrand(sender(null, url))).toBeUndefined();
  });

  it('names an international host in letters that cannot be mistaken', () => {
    expect(senderBrand(sender(null, 'https://cliníc.example/'))?.privacy?.host).toBe('xn--clinc-2sa.example');
  });
});
