// kafkajs 2.2.4 arms a timer after every response to look for requests that
// wait for a throttle to end. When nothing waits, the delay is the negative
// number "minus now": Node takes it for 1 ms (and 24 warns), the timer finds
// nothing and arms itself again. So each idle connection wakes the process up
// a thousand times a second. The cure is not to arm it when nothing waits:
// `push` arms it again as soon as something does.
import { Kafka, logLevel } from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const CURED = Symbol.for('postern.kafkajs.pending-requests-timer');

function cureIdleTimer(): void {
  const prototype: RequestQueue & { [CURED]?: true } = RequestQueue.prototype;
  if (prototype[CURED]) return;
  prototype[CURED] = true;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleWhenSomethingWaits(this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}

/** A kafkajs client that fails fast (each user of it retries on its own terms) and writes no log. `brokers` are `host:port`. */
export function createKafkaClient(brokers: readonly string[]): Kafka {
  cureIdleTimer();
  return new Kafka({
    clientId: 'postern',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
}
