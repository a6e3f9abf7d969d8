import { describe, expect, it } from '@jest/globals';
import { createEventLog, type EventFields } from './event-log.ts';

function logged(write: (log: ReturnType<typeof createEventLog>) => void): string {
  let out = '';
  write(createEventLog({ service: 'test', level: 'debug', destination: { write: (line) => (out += line) } }));
  return out;
}

describe('the event log', () => {
  it('writes a name and allowed fields', () => {
    expect(JSON.parse(logged((log) => log.event('info', 'process.ready', { port: 1, code: 'otp.wrong' })))).toMatchObject({
      level: 'info',
      service: 'test',
      event: 'process.ready',
      port: 1,
      code: 'otp.wrong',
    });
  });

  it.each(['ada@example.org', 'two words', 'a'.repeat(101), '<script>'])(
    'withholds %j, which is not shaped like a code',
    (value) => {
      expect(logged((log) => log.event('info', value, { code: value }))).not.toContain(value);
    },
  );

  it('drops fields that are not on the list', () => {
    const smuggled: EventFields = JSON.parse('{"subject":"Hello","code":"ok"}');
    expect(logged((log) => log.event('info', 'x', smuggled))).not.toContain('Hello');
  });

  it('writes where an error came from and not what it said', () => {
    const line = logged((log) =>
      log.failure('x', new Error('cannot read ada@example.org', { cause: new TypeError('deep secret') })),
    );
    expect(line).not.toMatch(/ada|secret/);
    const asFrame = logged((log) => log.failure('x', new Error('not JSON:\n    at Secret Street 5')));
    expect(asFrame).not.toContain('Secret');
    expect(asFrame).toContain('event-log.test');
    expect(JSON.parse(line).causes.map((cause: { type: string }) => cause.type)).toEqual(['Error', 'TypeError']);
  });
});
