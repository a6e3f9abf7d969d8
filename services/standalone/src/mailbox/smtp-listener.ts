import { SMTPServer } from 'smtp-server';
import type { MailStore } from './mail-store.ts';
import { readMail } from './read-mail.ts';

const MAX_MAIL_BYTES = 50 * 1024 * 1024;

/** A real SMTP server on loopback that keeps what it is sent in a mailbox page instead of passing it on. */
export class SmtpListener {
  readonly #server: SMTPServer;

  constructor(store: MailStore) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: MAX_MAIL_BYTES,
      logger: false,
      onData: (stream, session, done) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        collect(stream, MAX_MAIL_BYTES)
          .then((raw) => readMail(raw, recipients, new Date()))
          .then((mail) => {
            store.add(mail);
            done();
          })
          .catch((error: unknown) =>
            done(Object.assign(new Error('the mail cannot be read', { cause: error }), { responseCode: 554 })),
          );
      },
    });
  }

  start(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        // A client that goes away in the middle is not our error.
        this.#server.on('error', () => {});
        resolve();
      });
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

async function collect(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) throw new Error('too large');
  return Buffer.concat(chunks);
}
