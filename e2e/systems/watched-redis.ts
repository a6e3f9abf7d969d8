// A Redis of a system's own, and a record of every command that it was given
// (MONITOR). What may be in it is written down here in full, so that anything
// else is found: an address, a code, a token, a key that no document names.
import { startRedis } from '@postern/dev-services';
import { Redis } from 'ioredis';

/** services/otp/README.md, "What is kept". */
const KEY = /^postern:\{otp\}:[\w-]{43}:(?:(?:newest|earlier):[\w-]{43}|made|failures|decoys-made|decoys-failures)$/;
/** What follows the keys: HMACs, times in milliseconds, limits and windows (no eight digits), a reference, a kind. */
const ARGUMENT = /^(?:[\w-]{43}|\d{13}|\d{1,7}|[B-DF-HJ-NP-TV-Z2-9]{4}|real|decoy)$/;
/** What a client says about itself when it connects, and Redis's own calls from inside of a script. */
const GREETING = /^(?:hello|info|client|select)$/;
const CALLED_BY_SCRIPT = 'lua';

export interface WatchedRedis {
  readonly url: string;
  /** Scripts that were run so far. */
  scriptsRun(): number;
  /** Everything that Redis was given or keeps and that is not on the list, or that holds one of `secrets`. Empty: nothing. */
  findings(secrets: readonly string[]): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startWatchedRedis(): Promise<WatchedRedis> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  const monitor = await redis.monitor();
  const commands: (readonly string[])[] = [];
  monitor.on('monitor', (_time: string, args: readonly string[], source: string) => {
    if (source !== CALLED_BY_SCRIPT) commands.push(args);
  });
  const isScript = ([name = '']: readonly string[]) => /^eval(?:sha)?$/i.test(name);

  /** Whatever was said before this has arrived when this has. */
  async function caughtUp(): Promise<void> {
    const marker = `marker ${commands.length}`;
    const arrived = new Promise<void>((resolve) => {
      const look = (_time: string, args: readonly string[]) => {
        if (!args.includes(marker)) return;
        monitor.off('monitor', look);
        resolve();
      };
      monitor.on('monitor', look);
    });
    await redis.echo(marker);
    await arrived;
  }

  async function strangeKeys(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const key of await redis.keys('*')) {
      if (!KEY.test(key)) found.push(`kept: the key ${key}`);
      if ((await redis.pttl(key)) <= 0) found.push(`kept for ever: the key ${key}`);
    }
    return found;
  }

  return {
    url: server.url,
    scriptsRun: () => commands.filter(isScript).length,
    findings: async (secrets) => {
      await caughtUp();
      const theirs = commands.filter(([name = '']) => !['echo', 'keys', 'pttl', 'monitor'].includes(name.toLowerCase()));
      const strange = theirs.filter(
        (args) => !(isScript(args) ? isKnownScript(args) : GREETING.test(args[0]?.toLowerCase() ?? '')),
      );
      const leaked = secrets.filter((secret) => theirs.some((args) => args.some((text) => holds(text, secret))));
      return [
        ...strange.map((args) => `given: ${args.join(' ').slice(0, 300)}`),
        ...leaked.map((secret) => `given: ${secret}`),
        ...(await strangeKeys()),
      ];
    },
    stop: async () => {
      monitor.disconnect();
      redis.disconnect();
      await server.stop();
    },
  };
}

/** A code is an argument by itself; within a time in milliseconds, the same digits are chance. */
function holds(text: string, secret: string): boolean {
  return /^\d+$/.test(secret) ? text === secret : text.includes(secret);
}

/** EVALSHA sha count keys… arguments…; the text of a script, which is sent once, is our own. */
function isKnownScript([, , count = '', ...rest]: readonly string[]): boolean {
  const keys = rest.slice(0, Number(count));
  return (
    keys.length === Number(count) &&
    keys.every((key) => KEY.test(key)) &&
    rest.slice(keys.length).every((text) => ARGUMENT.test(text))
  );
}
