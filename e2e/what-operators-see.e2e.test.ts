// A message goes through six processes, and so does everything that can go
// wrong with it, while somebody watches all that an operator has: logs, spans,
// metrics, usage events, Redis, PostgreSQL. None of it holds a word of the
// message, an address, a code or a token; and what they do hold is documented.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCapsulePublicKey, readSenderKey, sealMail } from '@postern/envelope';
import { SERVICES } from '@postern/service-graph';
import { MemoryUsageBus, openUsageBus, parseUsageBusAddress } from '@postern/usage';
import pg from 'pg';
import { CANARIES, wordsIn } from './systems/canaries.ts';
import { documentedMetrics, type ShownMetric, shownMetrics } from './systems/metrics-page.ts';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './systems/otlp-receiver.ts';
import { deliveredMails, required } from './systems/real-backends.ts';
import { type SixProcesses, startSixProcesses } from './systems/six-processes.ts';
import { eventually } from './systems/system.ts';

const TOPIC = `postern.operators.${process.pid}`;
const MAIL = Buffer.from(
  [
    `From: ${CANARIES.author}`,
    `Subject: ${CANARIES.subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    `<p>${CANARIES.body}</p>`,
    '--b',
    'Content-Type: text/csv',
    `Content-Disposition: attachment; filename=${CANARIES.fileName}`,
    '',
    CANARIES.fileContents,
    '--b--',
    '',
  ].join('\r\n'),
);
/** What somebody on the internet claims that a request belongs to. */
const FOREIGN_TRACE = 'c0ffee00c0ffee00c0ffee00c0ffee00';

let collector: OtlpReceiver;
let system: SixProcesses;
let sealed: { readonly capsule: string; readonly body: string };
let secrets: readonly string[];
let answers = '';

beforeAll(async () => {
  collector = await startOtlpReceiver();
  system = await startSixProcesses(TOPIC, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, POSTERN_LOG_LEVEL: 'debug' });
  giveSenderItsBrand();
  sealed = await sealCanaries();
  secrets = await journey();
}, 180_000);
afterAll(async () => {
  await system?.stop();
  await collector?.stop();
}, 60_000);

const key = (name: string) => readFileSync(join(system.keys, name), 'utf8');

function giveSenderItsBrand(): void {
  const registry = JSON.parse(key('senders.json'));
  Object.assign(registry.senders[0], { displayName: CANARIES.brand });
  Object.assign(registry.senders[0].brand, { disclaimer: CANARIES.disclaimer });
  writeFileSync(join(system.keys, 'senders.json'), JSON.stringify(registry));
}

async function sealCanaries() {
  const now = Math.floor(Date.now() / 1000);
  const [mail] = await sealMail({
    mail: MAIL,
    recipients: [CANARIES.reader, 'another@zitronengirlitz.example'],
    oneCapsule: true,
    sender: await readSenderKey(key('sender-key.json')),
    portal: { url: system.portal, capsuleKey: await readCapsulePublicKey(key('capsule-public-key.json')) },
    issuedAt: now,
    expiresAt: now + 3600,
    rights: ['download'],
    random: randomBytes,
  });
  if (mail === undefined) throw new Error('nothing sealed');
  return { capsule: mail.capsule, body: mail.body.toString('latin1') };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly cookies: string;
}

async function send(method: 'GET' | 'POST', path: string, body?: FormData | URLSearchParams, cookie = ''): Promise<Answer> {
  const headers = {
    'sec-fetch-site': 'same-origin',
    origin: system.portal,
    cookie,
    'user-agent': CANARIES.userAgent,
    'x-forwarded-for': CANARIES.header,
    traceparent: `00-${FOREIGN_TRACE}-00f067aa0ba902b7-01`,
    tracestate: `x=${CANARIES.header}`,
    baggage: `x=${CANARIES.header}`,
  };
  const response = await fetch(new URL(path, system.portal), { method, headers, redirect: 'manual', ...(body && { body }) });
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
  answers += `${JSON.stringify([...response.headers])}${text}`;
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { status: response.status, text, cookies: cookies.join('; ') };
}

function form(fields: Readonly<Record<string, string | Blob>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, value, CANARIES.fileName);
  }
  return data;
}

const ask = (address: string) => send('POST', '/passcode', new URLSearchParams({ capsule: sealed.capsule, address }));

/** Everything that a reader does, and much that nobody should; returns what must not be found besides the canaries. */
async function journey(): Promise<readonly string[]> {
  await eventually(async () => ((await send('POST', '/open', form(sealed))).text.includes(CANARIES.brand) ? true : undefined));
  const [asked, strange] = [await ask(CANARIES.reader), await ask(CANARIES.stranger)];
  const code = await system.passcodeFor(CANARIES.reader, 0);
  const wrong = String((Number(code) + 1) % 10 ** 8).padStart(8, '0');
  for (const { cookies } of [asked, strange])
    expect((await send('POST', '/read', form({ ...sealed, code: wrong }), cookies)).status).toBe(401);
  const read = await send('POST', '/read', form({ ...sealed, code }), asked.cookies);
  expect(read.text).toContain(CANARIES.subject);
  const session = read.cookies;
  expect((await send('POST', '/attachment', form({ ...sealed, part: '0' }), session)).text).toContain(CANARIES.fileContents);
  for (const path of ['/preview', '/attachments', '/eml', '/message'])
    await send('POST', path, form({ ...sealed, part: '0' }), session);
  for (const path of ['/', '/session', '/privacy', `/${CANARIES.path}`, `/?${CANARIES.path}`, `/%zz${CANARIES.path}`])
    await send('GET', path, undefined, session);
  // What cannot be read, is not a message, or belongs to somebody else.
  await send('POST', '/open', form({ capsule: CANARIES.subject, body: CANARIES.body }));
  await send('POST', '/open', form({ file: new Blob([CANARIES.body], { type: 'text/html' }) }));
  await send('POST', '/read', form({ ...sealed, body: sealed.body.replace(/.{40}$/, 'A'.repeat(40)) }), session);
  await send('POST', '/read', form({ ...sealed, capsule: sealed.capsule.replace(/.{9}$/, 'AAAAAAAAA') }), session);
  await send('POST', '/read', form(sealed), session.replace(/.{9}(?=;|$)/g, 'AAAAAAAAA'));
  await send('POST', '/attachment', form({ ...sealed, part: CANARIES.path }), session);
  await send('POST', `/sign-in/oidc/${CANARIES.path}`, new URLSearchParams({ x: CANARIES.header }));
  await send('GET', `/sign-in/oidc/${CANARIES.path}/callback?code=${CANARIES.path}&state=${CANARIES.header}`);
  await send('POST', '/api/v1/revocations', new URLSearchParams({ request: CANARIES.header }));
  await send('POST', '/sign-out', new URLSearchParams({}), session);
  const tokens = [asked, strange, read].flatMap(({ cookies }) => cookies.split('; ').map((pair) => pair.split('=')[1] ?? ''));
  return [code, wrong, ...tokens.filter((token) => token.length > 20), sealed.capsule.slice(0, 60), sealed.body.slice(-60)];
}

const words = () => [...Object.values(CANARIES), ...secrets];

/** All spans of the reading that succeeded have arrived when the one that began it has, which ends last. */
async function spansOfReading(): Promise<readonly ReceivedSpan[]> {
  return eventually(async () => {
    const spans = collector.spans();
    const read = spans.find(
      ({ name, traceId }) =>
        name === 'POST /read' && spans.some((each) => each.traceId === traceId && each.name.endsWith('/Release')),
    );
    const all = spans.filter(({ traceId }) => traceId === read?.traceId);
    return new Set(all.map(({ service }) => service)).size === 5 ? all : undefined;
  });
}

async function spanBytes(): Promise<string> {
  await spansOfReading();
  return collector.bytes().toString('latin1');
}

async function readUsageRecords(): Promise<string> {
  const address = parseUsageBusAddress(`kafka://${required('TEST_KAFKA_BROKERS')}/${TOPIC}`);
  if (address === undefined) throw new Error('no address');
  const nobody = { counter: () => ({ inc: () => {} }) };
  const consumer = openUsageBus(address, { memory: new MemoryUsageBus(), metrics: nobody }).createConsumer(
    `search.${process.pid}`,
  );
  let seen = '';
  let count = 0;
  consumer.run(async ({ records }) => {
    count += records.length;
    for (const { value, headers } of records) seen += `${value.toString('latin1')} ${JSON.stringify(headers)}\n`;
  });
  await eventually(async () => (count >= 10 ? true : undefined));
  await consumer.stop();
  return seen;
}

/** Once: a group of consumers goes on where it stopped. */
let usageSeen: Promise<string> | undefined;

function usageRecords(): Promise<string> {
  usageSeen ??= readUsageRecords();
  return usageSeen;
}

async function databaseRows(): Promise<string> {
  const client = new pg.Client({ connectionString: required('TEST_POSTGRES_URL') });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  let seen = '';
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    seen += rows.map(({ row }) => `${name} ${row}\n`).join('');
  }
  await client.end();
  return seen;
}

const metricsPages = async () => (await Promise.all(SERVICES.map((service) => system.metricsOf(service)))).join('\n');

describe('of a message, its readers and their codes and tokens', () => {
  it.each<[string, () => Promise<string> | string]>([
    ['logs', () => system.output()],
    ['spans', spanBytes],
    ['metrics', metricsPages],
    ['usage events', usageRecords],
    ['the database', databaseRows],
  ])(
    '%s hold nothing',
    async (_sink, look) => {
      const place = await look();
      expect(place.length).toBeGreaterThan(100);
      expect(wordsIn(place, words())).toEqual([]);
    },
    60_000,
  );

  it('Redis holds nothing', async () => {
    expect(await system.redis.findings([...words(), 'zitronengirlitz'])).toEqual([]);
  });

  it('the search finds what is there, in any guise', () => {
    const { subject } = CANARIES;
    const base64 = (before: string) => Buffer.from(`${before}${subject} and more`).toString('base64');
    for (const place of [
      subject,
      subject.toUpperCase(),
      base64(''),
      base64('a'),
      base64('ab'),
      Buffer.from(subject).toString('hex'),
    ])
      expect(wordsIn(`before ${place} after`, [subject])).toEqual([subject]);
    expect(wordsIn('x=12345678,', ['12345678'])).toEqual(['12345678']);
    expect(wordsIn('1712345678', ['12345678'])).toEqual([]);
  });
});

describe('a trace', () => {
  it('begins at the gateway, and reaches every service that has a part in it', async () => {
    const spans = await spansOfReading();
    const parents = new Map(spans.map((span) => [span.spanId, span]));
    const chain = (span: ReceivedSpan | undefined): string[] =>
      span === undefined ? [] : [...chain(parents.get(span.parentSpanId)), `${span.service} ${span.name.split('/').at(-1)}`];
    const release = spans.find(({ service, name }) => service === 'postern-key-release' && name.endsWith('/Release'));
    expect(chain(release)).toEqual([
      'postern-gateway read',
      'postern-gateway Render',
      'postern-rendering Render',
      'postern-rendering Release',
      'postern-key-release Release',
    ]);
    expect(spans.filter(({ parentSpanId }) => parentSpanId === '').map(({ name }) => name)).toEqual(['POST /read']);
  }, 60_000);

  it('is not one that the internet names, and carries nothing but listed attributes', async () => {
    await spansOfReading();
    const spans = collector.spans();
    expect(spans.filter(({ traceId }) => traceId === FOREIGN_TRACE)).toEqual([]);
    expect(spans.filter(({ hasMore }) => hasMore)).toEqual([]);
    const names = new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].sort()).toEqual([
      'error.type',
      'http.request.method',
      'http.response.status_code',
      'http.route',
      'postern.callee',
      'postern.caller',
      'rpc.method',
      'rpc.system.name',
    ]);
  }, 60_000);

  it('is told by log lines, and by nothing that leaves the house', async () => {
    const [{ traceId } = { traceId: '' }] = await spansOfReading();
    const released = system
      .output()
      .split('\n')
      .filter((line) => line.includes('key.released'));
    expect(released.some((line) => line.includes(`"trace_id":"${traceId}"`))).toBe(true);
    const ids = [...new Set(collector.spans().map((span) => span.traceId))];
    const mails = (await deliveredMails(CANARIES.reader)).join('\n');
    for (const place of [answers, mails, await usageRecords()]) expect(wordsIn(place, ids)).toEqual([]);
  }, 60_000);
});

describe('metrics', () => {
  it('are those of the document, with its types and labels, and no others', async () => {
    const shown = await Promise.all(SERVICES.map(async (service) => shownMetrics(service, await system.metricsOf(service))));
    const documented = documentedMetrics(readFileSync(new URL('../docs/metrics.md', import.meta.url), 'utf8'));
    const summary = (metrics: readonly ShownMetric[]) =>
      metrics.map(({ service, name, type }) => `${service} ${name} ${type}`).sort();
    expect(summary(shown.flat())).toEqual(summary(documented));
    const labelsOf = new Map(documented.map(({ service, name, labels }) => [`${service} ${name}`, labels]));
    const withOthers = shown
      .flat()
      .filter(
        ({ service, name, labels }) =>
          labels.size > 0 && [...labels].sort().join() !== [...(labelsOf.get(`${service} ${name}`) ?? [])].sort().join(),
      );
    expect(withOthers).toEqual([]);
  });

  it('lead from a bucket to a trace', async () => {
    expect(await system.metricsOf('key-release')).toMatch(
      /rpc_server_call_duration_seconds_bucket\{.*\} \d+ # \{trace_id="[0-9a-f]{32}"/,
    );
  });
});
