import { describe, expect, it } from '@jest/globals';
import { isMicrosoftToken, isResponseIssuer, metadataIssuer } from './microsoft-tenants.ts';

const HOST = 'https://login.microsoftonline.com';
const [ONE, TWO] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';
const of = (tenant: string) => `${HOST}/${tenant}/v2.0`;

describe('an issuer of Microsoft', () => {
  it.each([
    ['common', '{tenantid}'],
    ['organizations', '{tenantid}'],
    ['consumers', CONSUMERS],
    [ONE, ONE],
  ])('for %s publishes %s', (configured, published) => expect(metadataIssuer(of(configured))).toBe(of(published)));

  it.each([
    ['common', ONE, ONE],
    ['organizations', ONE, ONE],
    ['consumers', CONSUMERS, CONSUMERS],
    [ONE, ONE, ONE],
  ])('for %s takes a token of %s', (configured, iss, tid) => expect(isMicrosoftToken(of(configured), of(iss), tid)).toBe(true));

  it.each<[string, unknown, unknown]>([
    ['common', of(ONE), TWO],
    ['common', of(ONE), undefined],
    ['common', of('{tenantid}'), '{tenantid}'],
    ['common', of('common'), 'common'],
    ['common', of('$&'), '$&'],
    ['common', `${of(ONE)}/`, ONE],
    ['common', `https://evil.example/${ONE}/v2.0`, ONE],
    ['common', `https://sts.windows.net/${ONE}/`, ONE],
    ['consumers', of(ONE), ONE],
    [ONE, of(TWO), TWO],
    [ONE, of(ONE), TWO],
    [ONE, of(TWO), ONE],
    [ONE, undefined, ONE],
  ])('for %s does not take iss %j with tid %j', (configured, iss, tid) =>
    expect(isMicrosoftToken(of(configured), iss, tid)).toBe(false),
  );
});

describe('an iss parameter', () => {
  it.each([
    [of('{tenantid}'), of(ONE)],
    [of(ONE), of(ONE)],
    ['https://accounts.google.com', 'https://accounts.google.com'],
  ])('of %s may be %s', (published, iss) => expect(isResponseIssuer(published, iss)).toBe(true));

  it.each([
    [of('{tenantid}'), of('{tenantid}')],
    [of('{tenantid}'), of('common')],
    [of('{tenantid}'), `https://evil.example/${ONE}/v2.0`],
    [of('{tenantid}'), `${HOST}/v2.0`],
    [of(ONE), of(TWO)],
    ['https://accounts.google.com', 'https://accounts.google.com/'],
  ])('of %s may not be %s', (published, iss) => expect(isResponseIssuer(published, iss)).toBe(false));
});
