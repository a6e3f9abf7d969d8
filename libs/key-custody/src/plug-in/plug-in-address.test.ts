import { describe, expect, it } from '@jest/globals';
import { parsePlugInAddress } from './plug-in-address.ts';

const parse = (text: string) => parsePlugInAddress(new URL(text));

describe("a key plug-in's URL", () => {
  it.each([
    ['kms+unix:///run/postern/kms.sock', { kind: 'unix', path: '/run/postern/kms.sock' }],
    ['kms+unix:///run/a%20b.sock', { kind: 'unix', path: '/run/a b.sock' }],
    ['kms+tls://kms.example.org:7443', { kind: 'tls', host: 'kms.example.org', port: 7443 }],
    ['kms+tls://kms.example.org:7443/', { kind: 'tls', host: 'kms.example.org', port: 7443 }],
    ['kms+tls://[::1]:443', { kind: 'tls', host: '[::1]', port: 443 }],
  ])('%s is understood', (text, address) => {
    expect(parse(text)).toEqual(address);
  });

  it.each([
    'kms:///run/kms.sock',
    'kms+tcp://127.0.0.1:1',
    'kms+unix://run/kms.sock',
    'kms+unix:kms.sock',
    'kms+unix:///',
    'kms+unix:///run/',
    'kms+unix:///run/%00',
    'kms+unix:///run/%zz',
    'kms+unix:///run/kms.sock?mode=0666',
    'kms+unix:///run/kms.sock#x',
    `kms+unix:///${'a'.repeat(107)}`,
    'kms+tls://kms.example.org',
    'kms+tls://kms.example.org:0',
    'kms+tls://kms.example.org:7443/path',
    'kms+tls://user:password@kms.example.org:7443',
  ])('%s is refused, without being repeated', (text) => {
    expect(() => parse(text)).toThrow(Error);
    expect(() => parse(text)).not.toThrow('password');
  });
});
