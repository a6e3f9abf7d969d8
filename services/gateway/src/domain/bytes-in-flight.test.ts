import { describe, expect, it } from '@jest/globals';
import { BytesInFlight } from './bytes-in-flight.ts';

describe('bytes in flight', () => {
  it('are refused beyond the limit and taken again after a release', () => {
    const bytes = new BytesInFlight(10, 10);
    const first = bytes.reserve('192.0.2.1');
    const second = bytes.reserve('192.0.2.1');
    first.add(6);
    expect(() => second.add(5)).toThrow(expect.objectContaining({ code: 'gateway.busy', retryAfterSeconds: 30 }));
    second.add(4);
    first.release();
    first.release();
    expect(bytes.held).toBe(4);
    second.add(6);
    second.release();
    expect(bytes.held).toBe(0);
  });

  it('are never all one client’s, who has them again after a release', () => {
    const bytes = new BytesInFlight(10, 6);
    const [first, second, other] = [bytes.reserve('192.0.2.1'), bytes.reserve('192.0.2.1'), bytes.reserve('192.0.2.2')];
    first.add(6);
    expect(() => second.add(1)).toThrow(expect.objectContaining({ code: 'gateway.busy' }));
    other.add(4);
    first.release();
    second.add(6);
    expect(bytes.held).toBe(10);
  });

  it('cannot be added to after the release', () => {
    const reservation = new BytesInFlight(10, 10).reserve('192.0.2.1');
    reservation.release();
    expect(() => reservation.add(1)).toThrow('gateway.busy');
  });
});
