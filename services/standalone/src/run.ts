// The standalone as a command: arguments, one clear message when something is
// in the way, the addresses to visit, and a clean stop.
import { ConfigError, type Environment } from '@postern/config';
import { createEventLog, EX_CONFIG, type Level, stopRequested } from '@postern/runtime';
import { startBackends } from './backends.ts';
import { portsFrom, portsTaken } from './ports.ts';
import { sendSampleMails } from './sample/send-sample-mails.ts';
import type { Backends } from './settings.ts';
import { createStandalone } from './standalone.ts';

const DEFAULT_BASE_PORT = 8420;
const GRACE_MS = 3_000;

const HELP = `npm start [-- options]   runs the whole portal in one process, on loopback

  --real            use a real Redis, Kafka and PostgreSQL: by Docker where an
                    engine runs, else local programs, else installed first
  --base-port N     the first of the ports (default ${DEFAULT_BASE_PORT})
  --data DIR        where its keys are kept (default .postern)
  --help            this text

Settings of the services (POSTERN_…, see docs/operations.md) are taken from the
environment; POSTERN_STANDALONE_DEMO_USAGE=yes fills the usage page with 90
made-up days. This is for trying and developing: it refuses POSTERN_PROFILE=production.
`;

interface Arguments {
  readonly real: boolean;
  readonly basePort: number;
  readonly dataDirectory: string;
}

export async function runStandalone(argv: readonly string[], environment: Environment): Promise<void> {
  if (argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const options = readArguments(argv);
  if (typeof options === 'string') return fail(64, `${options}\n\n${HELP}`);
  if (environment['POSTERN_PROFILE'] === 'production') {
    return fail(
      EX_CONFIG,
      'The standalone runs hostile HTML in the same process as the keys, so it refuses POSTERN_PROFILE=production.\nRun the six services as processes of their own (docs/operations.md).\n',
    );
  }
  const ports = portsFrom(options.basePort);
  const taken = await portsTaken(ports);
  if (taken.length > 0) {
    return fail(
      1,
      `These ports of 127.0.0.1 are taken: ${taken.join(', ')}. Is the portal running already?\nStop it, or choose others: npm start -- --base-port ${options.basePort + 100}\n`,
    );
  }

  process.stdout.write('Starting Postern …\n');
  const backends = options.real ? await startBackends() : undefined;
  const level: Level = environment['POSTERN_LOG_LEVEL'] === 'debug' ? 'debug' : 'warn';
  const log = createEventLog({ service: 'standalone', level });
  let standalone: Awaited<ReturnType<typeof createStandalone>>;
  try {
    const urls: Backends = backends?.urls ?? {};
    standalone = await createStandalone({ ports, dataDirectory: options.dataDirectory, backends: urls, environment, log });
    await standalone.start();
    await sendSampleMails(standalone);
  } catch (thrown) {
    await backends?.stop();
    if (thrown instanceof ConfigError) return fail(EX_CONFIG, `${thrown.message}\n`);
    throw thrown;
  }
  process.stdout.write(welcome(standalone.urls, backends !== undefined));
  await stopRequested(log);
  process.stdout.write('\nStopping …\n');
  await standalone.stop(GRACE_MS);
  await backends?.stop();
  process.exit(0);
}

function welcome(urls: { readonly mailbox: string; readonly portal: string; readonly usage: string }, real: boolean): string {
  return `
Postern is running${real ? ' on a real Redis, Kafka and PostgreSQL' : ''}. Start here:

  Mailbox   ${urls.mailbox}   a sealed sample mail waits there: open its message.html
  Portal    ${urls.portal}   for a message.html that you saved
  Usage     ${urls.usage}   what is published of its use, for analysts

Everything listens on loopback. All services share this process, keys and
hostile HTML side by side: good for trying, not for production.
Ctrl-C stops it.
`;
}

function readArguments(argv: readonly string[]): Arguments | string {
  let options: Arguments = { real: false, basePort: DEFAULT_BASE_PORT, dataDirectory: '.postern' };
  for (let i = 0; i < argv.length; i++) {
    const [argument, value] = [argv[i], argv[i + 1]];
    if (argument === '--real') options = { ...options, real: true };
    else if (argument === '--data' && value !== undefined) {
      options = { ...options, dataDirectory: value };
      i += 1;
    } else if (argument === '--base-port' && /^\d{4,5}$/.test(value ?? '') && Number(value) >= 1024 && Number(value) <= 65_000) {
      options = { ...options, basePort: Number(value) };
      i += 1;
    } else return `npm start does not take ${argument ?? ''}`;
  }
  return options;
}

function fail(exitCode: number, message: string): void {
  process.stderr.write(message);
  process.exitCode = exitCode;
}
