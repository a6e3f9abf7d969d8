// An SMTP server that does what a test tells it, mail by mail.
import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What happens to one mail; `drop` breaks the connection in the middle of its text. */
export type Answer = 'take' | 'drop' | { readonly at: 'rcpt' | 'data'; readonly code: number };

export interface ArrivedMail {
  readonly raw: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Over TLS. */
  readonly secure: boolean;
}

export interface ScriptedRelay {
  readonly url: URL;
  readonly port: number;
  readonly arrived: ArrivedMail[];
  /** Connections so far. */
  connections(): number;
  stop(): Promise<void>;
}

/** Answers as told, and takes every mail when the script is at its end. */
export async function startScriptedRelay(
  script: readonly Answer[] = [],
  options: SMTPServerOptions = {},
  port = 0,
): Promise<ScriptedRelay> {
  const answers = [...script];
  const arrived: ArrivedMail[] = [];
  let connections = 0;
  const failure = (code: number) => Object.assign(new Error('as told'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onRcptTo: (_address, _session, done) => {
      const [answer] = answers;
      if (typeof answer !== 'object' || answer.at !== 'rcpt') return done();
      answers.shift();
      done(failure(answer.code));
    },
    onData: (stream, session, done) => {
      const answer = answers.shift() ?? 'take';
      const chunks: Buffer[] = [];
      if (answer === 'drop') {
        for (const connection of server.connections) Reflect.get(connection, '_socket').destroy();
        return;
      }
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (answer !== 'take') return done(failure(answer.code));
        const { mailFrom, rcptTo } = session.envelope;
        arrived.push({
          raw: Buffer.concat(chunks).toString('utf8'),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const listener = server.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: new URL(`smtp://127.0.0.1:${address.port}`),
    port: address.port,
    arrived,
    connections: () => connections,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
