import { randomBytes, randomInt } from 'node:crypto';
import type { Platform } from '@postern/runtime';
import { openUsageBus, type UsageProducer } from '@postern/usage';
import { MailOutbox } from './adapters/mail-outbox.ts';
import { MemoryPasscodeStore } from './adapters/memory-passcode-store.ts';
import { openRedis } from './adapters/open-redis.ts';
import { RedisPasscodeStore } from './adapters/redis-passcode-store.ts';
import { openSmtpRelay, type SmtpRelay } from './adapters/smtp-relay.ts';
import type { OtpConfig } from './config.ts';
import { DeliveryQueue, doublingDelay } from './domain/delivery-queue.ts';
import { createPasscodeHash } from './domain/passcode-hash.ts';
import type { PasscodeStore } from './domain/passcode-store.ts';
import type { PasscodesDeps } from './domain/passcodes.ts';
import { mailEnded, redisTrouble } from './events.ts';
import type { StoreConfig } from './read-store.ts';

/** At the default of ten codes an hour an address, far more than a portal asks for; a mail is some 4 KB. */
const QUEUE_CAPACITY = 5_000;
const QUEUE_CONCURRENCY = 8;

export interface OtpDeps extends PasscodesDeps {
  readonly queue: DeliveryQueue;
  readonly relay: SmtpRelay;
  readonly usage: UsageProducer;
}

/** Opens what the configuration names. Connects to nothing that it would have to wait for. */
export function openOtpDeps(config: OtpConfig, { log, metrics, memoryUsageBus }: Platform): OtpDeps {
  const usage = openUsageBus(config.usageBus, { memory: memoryUsageBus, metrics }).createProducer();
  const relay = openSmtpRelay(config.relay);
  const queue = new DeliveryQueue({
    capacity: QUEUE_CAPACITY,
    concurrency: QUEUE_CONCURRENCY,
    now: Date.now,
    retryAfterMs: doublingDelay,
  });
  const outbox = new MailOutbox({
    queue,
    relay,
    identity: config.mail,
    newId: () => randomBytes(16).toString('base64url'),
    onEnd: mailEnded({ log, metrics, usage }),
  });
  const [first, ...others] = config.hashKeys.map((key) => createPasscodeHash(key.reveal()));
  if (first === undefined) throw new Error('there is no hash key');
  return {
    store: openStore(config.store, log),
    hashes: [first, ...others],
    limits: config.limits,
    outbox,
    now: Date.now,
    randomInt: (bound) => randomInt(bound),
    randomBytes,
    queue,
    relay,
    usage,
  };
}

function openStore(store: StoreConfig, log: Platform['log']): PasscodeStore {
  if (store === 'memory') return new MemoryPasscodeStore();
  const { onError, onReady } = redisTrouble(log);
  const redis = openRedis(store, onError);
  redis.on('ready', onReady);
  return new RedisPasscodeStore(redis);
}
