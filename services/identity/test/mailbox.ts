import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  readonly smtpUrl: string;
  /** The codes that were mailed to an address so far, oldest first; waits until there are `count`. */
  codesFor(address: string, count: number): Promise<readonly string[]>;
  /** Everybody who was mailed. */
  readonly mailed: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** A real SMTP server that reads the codes out of the mails it takes. */
export async function startMailbox(): Promise<Mailbox> {
  const codes = new Map<string, string[]>();
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString('latin1');
      });
      stream.on('end', () => {
        const [, first = '', second = ''] = /^ {4}(\d{4}) (\d{4})\r?$/m.exec(raw) ?? [];
        for (const { address } of session.envelope.rcptTo) codes.set(address, [...(codes.get(address) ?? []), first + second]);
        done();
        for (const wake of waiting) wake();
      });
    },
  });
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    smtpUrl: `smtp://127.0.0.1:${address.port}`,
    codesFor: (reader, count) =>
      new Promise((resolve) => {
        const look = () => {
          const found = codes.get(reader) ?? [];
          if (found.length < count) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    get mailed() {
      return new Set(codes.keys());
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
