// What the gateway tells of each use, read from the bus as aggregation reads
// it; and what it never tells: how a browser calls itself.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { PosternError } from '@postern/errors';
import { hourOf, loadEventCodec, readRecord, type UsageEvent } from '@postern/usage';
import { MESSAGE_HEAD } from './fake-handlers.ts';
import { type GatewayUnderTest, multipart, SEALED, startGateway } from './gateway-under-test.ts';

const SESSION = { cookie: '__Host-postern-session=1999999999.sealed-session' };
const CHALLENGE = { cookie: '__Host-postern-challenge=sealed-challenge' };
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0 Canary-7f3a9';
/** The number of the sender in the fake registry. */
const SENDER = 7;
const codec = loadEventCodec();
const spans = new InMemorySpanExporter();

let gateway: GatewayUnderTest;
beforeAll(async () => {
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }));
  gateway = await startGateway();
});
afterEach(() => gateway.reset());
afterAll(async () => {
  await gateway.stop();
  trace.disable();
});

const post = (url: string, fields: Parameters<typeof multipart>[0], headers: Record<string, string> = {}) => {
  const form = multipart(fields);
  return gateway.send({
    method: 'POST',
    url,
    payload: form.payload,
    headers: { 'user-agent': BROWSER, ...form.headers, ...headers },
  });
};
const postSmall = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  gateway.send({
    method: 'POST',
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: { 'user-agent': BROWSER, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const failing = (code: ConstructorParameters<typeof PosternError>[0]) => async () => {
  throw new PosternError(code);
};

/** The events since the last question, without hour and latency. */
async function told() {
  await gateway.portal.deps.usage.flush(1_000);
  const bus = gateway.services.platform.memoryUsageBus;
  const records = bus.next('this test')?.records ?? [];
  for (const { offset } of records) bus.commit('this test', offset + 1n);
  const events = records.map((record) => readRecord(record, codec, hourOf(Date.now())));
  return events.map(({ hour: _hour, latency: _latency, ...event }) => event).sort(byKind);
}

const byKind = (left: Pick<UsageEvent, 'kind'>, right: Pick<UsageEvent, 'kind'>) => (left.kind < right.kind ? -1 : 1);
const visit = { browserFamily: 'firefox', osFamily: 'windows', locale: 'en' } as const;
const known = { ...visit, senderOrganisation: SENDER } as const;
const viewed = { kind: 'message_viewed', size: 'under_10_kb' } as const;

describe('the funnel', () => {
  it('tells of each step once, with the sender whose signature was verified', async () => {
    await told();
    await post('/open', SEALED);
    await postSmall('/passcode', { capsule: 'x.y', address: 'ada@example.org' });
    await postSmall('/sign-in', { code: '12345678' }, CHALLENGE);
    await post('/read', SEALED, SESSION);
    expect(await told()).toEqual([
      { kind: 'message_opened', outcome: 'ok', ...known },
      { kind: 'message_released', outcome: 'ok', ...known },
      { outcome: 'ok', ...viewed, ...known },
      { kind: 'passcode_requested', outcome: 'ok', signInMethod: 'passcode', ...known },
      { kind: 'sign_in', outcome: 'ok', signInMethod: 'passcode', ...known },
    ]);
  });

  it('names no sender while nothing is verified', async () => {
    gateway.services.keyRelease.describe = failing('keyrelease.refused');
    gateway.services.identity.startPasscode = failing('keyrelease.refused');
    await told();
    await post('/open', SEALED);
    await postSmall('/passcode', { capsule: 'x.y', address: 'ada@example.org' });
    await postSmall('/sign-in', { code: '00000000' }, CHALLENGE);
    await post('/read', SEALED, { cookie: '__Host-postern-session=1999999999.session-of-another' });
    expect(await told()).toEqual([
      { kind: 'message_opened', outcome: 'refused', errorCode: 'keyrelease_refused', ...visit },
      { outcome: 'refused', errorCode: 'identity_not_recipient', ...viewed, ...visit },
      { kind: 'passcode_requested', outcome: 'refused', signInMethod: 'passcode', errorCode: 'keyrelease_refused', ...visit },
      { kind: 'sign_in', outcome: 'refused', signInMethod: 'passcode', errorCode: 'otp_wrong', ...visit },
    ]);
  });

  it('believes no number that a browser sends', async () => {
    await told();
    await post('/open', { ...SEALED, usage_number: '9', sender: '9' });
    expect(await told()).toEqual([{ kind: 'message_opened', outcome: 'ok', ...known }]);
  });

  it('goes without a number for a sender that has none', async () => {
    gateway.services.identity.grantRelease = async () => ({ grant: 'signed-grant', senderUsageNumber: 0 });
    await told();
    await post('/read', SEALED, SESSION);
    expect(await told()).toEqual([
      { kind: 'message_released', outcome: 'ok', ...visit },
      { outcome: 'ok', ...viewed, ...visit },
    ]);
  });
});

describe('a release', () => {
  it.each([
    ['keyrelease.revoked', 'refused', 'keyrelease_revoked'],
    ['keyrelease.grant_refused', 'refused', 'keyrelease_grant_refused'],
    ['keyrelease.unavailable', 'failed', 'keyrelease_unavailable'],
  ] as const)('that ends with %s is %s, and so is the view', async (code, outcome, errorCode) => {
    gateway.services.rendering.render = failing(code);
    await told();
    await post('/read', SEALED, SESSION);
    expect(await told()).toEqual([
      { kind: 'message_released', outcome, errorCode, ...known },
      { outcome, errorCode, ...viewed, ...known },
    ]);
  });

  it('that key-release refuses when identity asks about the reader is refused too', async () => {
    gateway.services.identity.grantRelease = failing('keyrelease.expired');
    await told();
    await post('/read', SEALED, SESSION);
    expect((await told()).map(({ kind, errorCode }) => [kind, errorCode])).toEqual([
      ['message_released', 'keyrelease_expired'],
      ['message_viewed', 'keyrelease_expired'],
    ]);
  });

  it.each(['rendering.busy', 'rendering.too_large', 'call.timeout', 'call.unavailable'] as const)(
    'did not happen when %s came before it, and did when it came after',
    async (code) => {
      await told();
      gateway.services.rendering.render = failing(code);
      await post('/read', SEALED, SESSION);
      expect((await told()).map(({ kind }) => kind)).toEqual(['message_viewed']);
      gateway.services.rendering.render = async (_requests, _context, send) => {
        await send({ released: {} });
        throw new PosternError(code);
      };
      await post('/read', SEALED, SESSION);
      expect((await told()).map(({ kind, outcome }) => [kind, outcome])).toEqual([
        ['message_released', 'ok'],
        ['message_viewed', code === 'rendering.too_large' ? 'refused' : 'failed'],
      ]);
    },
  );

  it('is told once, whatever comes after it', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({ released: {} });
      throw new PosternError('keyrelease.unavailable');
    };
    await told();
    await post('/read', SEALED, SESSION);
    expect((await told()).map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['message_released', 'ok'],
      ['message_viewed', 'failed'],
    ]);
  });

  it('is told by the head of a message where an older rendering says nothing before it', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) => send({ head: MESSAGE_HEAD() });
    await told();
    await post('/read', SEALED, SESSION);
    expect((await told()).map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['message_released', 'ok'],
      ['message_viewed', 'ok'],
    ]);
  });

  it('goes with a message that broke off, which is not a view that went well', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({ released: {} });
      await send({ head: MESSAGE_HEAD() });
      throw new PosternError('rendering.timeout');
    };
    await told();
    await post('/read', SEALED, SESSION);
    expect((await told()).map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['message_released', 'ok'],
      ['message_viewed', 'failed'],
    ]);
  });
});

describe('what a reader takes along', () => {
  it.each([
    ['/attachment', { part: '0' }, 'file_saved'],
    ['/attachments', {}, 'file_saved'],
    ['/eml', {}, 'file_saved'],
    ['/preview', { part: '2' }, 'preview_shown'],
  ] as const)('from %s is a use of its own and no view', async (url, fields, kind) => {
    await told();
    await post(url, { ...SEALED, ...fields }, SESSION);
    await post(url, { ...SEALED, ...fields });
    expect(await told()).toEqual(
      expect.arrayContaining([
        { kind, outcome: 'ok', ...known },
        { kind, outcome: 'refused', errorCode: 'identity_session_invalid', ...visit },
      ]),
    );
    expect(await told()).toEqual([]);
  });
});

describe('how a browser calls itself', () => {
  it('is in no event, no log line, no metric and no span, whatever fails', async () => {
    const bus = gateway.services.platform.memoryUsageBus;
    const before = bus.next('everything')?.records.length ?? 0;
    await post('/open', SEALED);
    await post('/read', SEALED, SESSION);
    await post('/attachment', { ...SEALED, part: '99' }, SESSION);
    gateway.services.rendering.render = async () => {
      throw new Error(`something unforeseen about ${BROWSER}`);
    };
    await post('/read', SEALED, SESSION);
    await postSmall('/nowhere', {});
    await gateway.portal.deps.usage.flush(1_000);
    const records = bus.next('everything')?.records ?? [];
    const told = {
      events: records.map(({ value, headers }) => [value.toString('latin1'), headers]),
      lines: gateway.services.lines,
      metrics: (await gateway.services.platform.metrics.render()).text,
      spans: spans.getFinishedSpans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    };
    expect(records.length).toBeGreaterThan(before);
    expect([told.lines.length > 0, told.metrics.includes('rpc_client_call_duration'), told.spans.length > 0]).toEqual([
      true,
      true,
      true,
    ]);
    expect(JSON.stringify(told)).not.toMatch(/Canary-7f3a9|Gecko|Windows NT/i);
  });
});
