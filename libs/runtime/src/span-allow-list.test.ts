import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { onlyAllowed, SPAN_ATTRIBUTES } from './span-allow-list.ts';

const WORD = 'ada@example.org';

/** What leaves the process of one span that is begun, told `attributes`, and ended. */
function exported(name: string, attributes: Readonly<Record<string, string | number>>) {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: onlyAllowed(exporter) })] });
  const span = provider.getTracer('some library', WORD).startSpan(name, {
    attributes,
    links: [{ context: { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 } }],
  });
  span.addEvent(WORD);
  span.recordException(new Error(WORD));
  span.setStatus({ code: 2, message: WORD });
  span.end();
  const [left] = exporter.getFinishedSpans();
  if (left === undefined) throw new Error('nothing left');
  return left;
}

describe('a span that leaves the process', () => {
  it('has the attributes on the list, its name and its status', () => {
    const allowed = {
      'rpc.method': 'postern.otp.v1.OtpService/Issue',
      'http.route': '/sign-in/oidc/:id',
      'http.response.status_code': 200,
    };
    const left = exported('POST /sign-in/oidc/:id', allowed);
    expect([left.name, left.attributes, left.status]).toEqual(['POST /sign-in/oidc/:id', allowed, { code: 2 }]);
  });

  it('has nothing else: no other attribute, event, exception, link, text or library', () => {
    const left = exported(`GET /${WORD}`, { 'url.full': WORD, 'http.route': `/${WORD}`, 'error.type': 'two words' });
    expect(left.attributes).toEqual({ 'http.route': '[withheld]', 'error.type': '[withheld]' });
    expect([left.name, left.events, left.links]).toEqual(['[withheld]', [], []]);
    expect(JSON.stringify({ ...left, resource: undefined })).not.toMatch(/ada|some library/);
  });

  it('meets the same list once more in the collector', () => {
    const collector = readFileSync(new URL('../../../deploy/otel-collector.yaml', import.meta.url), 'utf8');
    const [, list = ''] = /allowed_keys:\n((?: +- \S+\n)+)/.exec(collector) ?? [];
    const keys = [...list.matchAll(/- (\S+)/g)].map(([, key]) => key);
    expect(keys).toEqual(['service.name', ...SPAN_ATTRIBUTES]);
  });
});
