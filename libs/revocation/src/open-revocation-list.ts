import { FileRevocationList } from './file/file-revocation-list.ts';
import { KafkaRevocationList } from './kafka/kafka-revocation-list.ts';
import { MemoryRevocationList } from './memory/memory-revocation-list.ts';
import type { OnReading, RevocationList } from './revocation-list.ts';
import type { RevocationsAddress } from './revocations-address.ts';

interface Options {
  /** Unix seconds; the system's clock unless told. */
  readonly now?: () => number;
  readonly onReading?: OnReading;
}

/** Begins to read at once where there is something to read; `ready` tells when it is done. */
export function openRevocationList(address: RevocationsAddress, options: Options = {}): RevocationList {
  const { onReading = () => {} } = options;
  const now = options.now ?? (() => Math.floor(Date.now() / 1000));
  switch (address.kind) {
    case 'memory':
      return new MemoryRevocationList(now);
    case 'file':
      return new FileRevocationList(address.path, now, { onReading });
    case 'kafka':
      return new KafkaRevocationList(address, { now, elapsed: () => performance.now() / 1000, onReading });
  }
}
