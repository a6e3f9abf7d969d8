import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import { type GatewayUnderTest, startGateway } from './gateway-under-test.ts';

const PROBLEM = 'application/problem+json; charset=utf-8';

let gateway: GatewayUnderTest;
let asked: string[];
beforeAll(async () => {
  gateway = await startGateway();
});
beforeEach(() => {
  asked = [];
  gateway.services.keyRelease.revoke = async ({ request }) => {
    asked.push(request);
    return {};
  };
});
afterEach(() => gateway.reset());
afterAll(() => gateway.stop());

/** As a program calls it: from nowhere, with neither an Accept nor a Sec-Fetch-Site header. */
function post(payload: string, headers: Record<string, string> = {}) {
  return gateway.send({
    method: 'POST',
    url: '/api/v1/revocations',
    payload,
    headers: { 'content-type': 'application/jose', 'sec-fetch-site': 'cross-site', ...headers },
  });
}

describe('taking a message back', () => {
  it('hands the request on as it is, and answers with nothing', async () => {
    const answer = await post('aaa.bbb.ccc');
    expect([answer.statusCode, answer.body, asked]).toEqual([204, '', ['aaa.bbb.ccc']]);
  });

  it('looks at no cookie, sets none, and invites no other site', async () => {
    const answer = await post('aaa.bbb.ccc', { cookie: '__Host-postern-session=x', origin: 'https://evil.example' });
    expect(answer.statusCode).toBe(204);
    expect(Object.keys(answer.headers).filter((name) => /cookie|access-control/.test(name))).toEqual([]);
  });

  it('does not answer the preflight that a browser would need', async () => {
    const answer = await gateway.send({
      method: 'OPTIONS',
      url: '/api/v1/revocations',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 400, 'gateway.form_invalid'],
    ['JSON', '{}', { 'content-type': 'application/json' }, 400, 'gateway.form_invalid'],
    ['4097 bytes', 'x'.repeat(4097), {}, 413, 'gateway.too_large'],
  ])('refuses %s with problem details', async (_name, payload, headers, status, code) => {
    const answer = await post(payload, headers);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, PROBLEM]);
    expect(answer.json()).toMatchObject({ status, code });
    expect(asked).toEqual([]);
  });

  it('refuses a request without a body', async () => {
    const answer = await gateway.send({ method: 'POST', url: '/api/v1/revocations' });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'gateway.form_invalid']);
  });

  it('takes 4096 bytes', async () => {
    expect((await post('x'.repeat(4096))).statusCode).toBe(204);
  });

  it.each([
    ['keyrelease.revocation_refused', 403],
    ['keyrelease.unavailable', 503],
  ] as const)('answers with what key-release says: %s', async (code, status) => {
    gateway.services.keyRelease.revoke = async () => {
      throw new PosternError(code, { retryAfterSeconds: 10 });
    };
    const answer = await post('aaa.bbb.ccc');
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['retry-after']]).toEqual([status, PROBLEM, '10']);
    expect(answer.json()).toMatchObject({ code, status });
  });
});
