// Settings come from the environment and are read once, strictly, into a
// readonly value. A reader collects every mistake instead of stopping at the
// first, because at 3 a.m. one restart per mistake is one too many.
import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import { parseDuration } from './duration.ts';
import { parseNetworks } from './networks.ts';
import { Secret } from './secret.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Bounds {
  readonly min: number;
  readonly max: number;
}

export interface Listen {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

const MAX_KEYS = 8;
const MAX_PASSWORD_CHARACTERS = 1_024;
const MAX_FILE_BYTES = 1 << 20;
const MAX_PARSED_BYTES = 16 << 20;

export class SettingsReader {
  readonly #environment: Environment;
  readonly #mistakes: string[] = [];
  readonly #known = new Set<string>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Whether a setting that may be left out is there. */
  isSet(name: string): boolean {
    return this.#read(name, undefined) !== undefined;
  }

  /** One of a closed list. */
  choice<const T extends string>(name: string, choices: readonly T[], fallback?: T): T {
    const value = this.#read(name, fallback);
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    return this.#mistake(name, `must be one of ${choices.join(', ')}`, choices[0] as T);
  }

  /** A whole number in decimal digits; `12abc`, `1e3` and `0x10` are mistakes. */
  integer(name: string, bounds: Bounds, fallback?: number): number {
    const value = this.#read(name, fallback === undefined ? undefined : String(fallback));
    if (value !== undefined && /^\d{1,15}$/.test(value) && Number(value) >= bounds.min && Number(value) <= bounds.max)
      return Number(value);
    return this.#mistake(name, `must be a whole number from ${bounds.min} to ${bounds.max}`, bounds.min);
  }

  /** A duration with its unit (`10s`); the result is in milliseconds, and so are the bounds. */
  duration(name: string, bounds: Bounds, fallback?: string): number {
    const milliseconds = parseDuration(this.#read(name, fallback) ?? '');
    if (milliseconds !== undefined && milliseconds >= bounds.min && milliseconds <= bounds.max) return milliseconds;
    return this.#mistake(name, `must be a duration such as 10s, from ${bounds.min}ms to ${bounds.max}ms`, bounds.min);
  }

  /** A URL whose scheme (with its colon) is one of `schemes`. Its value never appears in an error: it may hold a password. */
  url(name: string, schemes: readonly string[], fallback?: string): URL {
    const value = this.#read(name, fallback);
    const url = value === undefined ? null : URL.parse(value);
    if (url !== null && schemes.includes(url.protocol)) return url;
    return this.#mistake(name, `must be a URL that starts with ${schemes.join(' or ')}`, new URL(`${schemes[0]}//unset.invalid`));
  }

  /** `host:port`, `[::1]:port` or `:port` (every address) to listen on. */
  listen(name: string, fallback?: string): Listen {
    const match = /^(\[[0-9a-fA-F:.]{2,45}\]|[a-zA-Z0-9.-]{0,253}):(\d{1,5})$/.exec(this.#read(name, fallback) ?? '');
    const port = Number(match?.[2]);
    if (match !== null && port <= 65_535) return { host: match[1]?.replace(/^\[|\]$/g, '') || '::', port };
    return this.#mistake(name, 'must be host:port', { host: '127.0.0.1', port: 0 });
  }

  /** Where a gRPC server is found: `host:port` or `dns:///host:port`. */
  target(name: string, fallback?: string): string {
    const value = this.#read(name, fallback);
    if (value !== undefined && /^(dns:\/\/\/)?(\[[0-9a-fA-F:.]{2,45}\]|[a-zA-Z0-9.-]{1,253}):\d{1,5}$/.test(value)) return value;
    return this.#mistake(name, 'must be host:port or dns:///host:port', 'unset.invalid:1');
  }

  /**
   * IP networks in CIDR notation with commas between them, at most `maxNetworks`;
   * none when it is not set. A network of every address (`/0`) is a mistake.
   */
  networks(name: string, maxNetworks: number): readonly string[] {
    const networks = parseNetworks(this.#read(name, '') ?? '');
    if (networks !== undefined && networks.length <= maxNetworks) return networks;
    return this.#mistake(name, `must be at most ${maxNetworks} networks such as 10.0.0.0/8, with commas between them`, []);
  }

  /** Plain text of at most `maxLength` characters without control characters. */
  text(name: string, maxLength: number, fallback?: string): string {
    const value = this.#read(name, fallback);
    if (value !== undefined && value !== '' && value.length <= maxLength && !/\p{Cc}/u.test(value)) return value;
    return this.#mistake(name, `must be 1 to ${maxLength} characters of text`, '');
  }

  /** The contents of the file that the setting names, at most 1 MiB. */
  file(name: string): Buffer {
    return this.#contents(name) ?? Buffer.alloc(0);
  }

  /** The path of a file that can be read and is parsed without an error. What `parse` throws is told: it must not quote the file. */
  parsedFile(name: string, parse: (text: string) => unknown): string {
    this.parsed(name, parse);
    return this.#read(name, '') ?? '';
  }

  /** What `parse` makes of the file that the setting names; undefined when that was a mistake. What `parse` throws is told: it must not quote the file. */
  parsed<T>(name: string, parse: (text: string) => T): T | undefined {
    const contents = this.#contents(name, MAX_PARSED_BYTES);
    if (contents === undefined) return undefined;
    try {
      return parse(contents.toString('utf8'));
    } catch (thrown) {
      return this.#mistake(name, thrown instanceof Error ? thrown.message : 'names a file that cannot be used', undefined);
    }
  }

  /** A file that holds a password alone: one line of 1 to 1,024 characters, with or without its end. */
  password(name: string): Secret {
    const text = this.#contents(name)
      ?.toString('utf8')
      .replace(/\r?\n$/, '');
    if (text === undefined) return new Secret(Buffer.alloc(0));
    if (text === '' || text.length > MAX_PASSWORD_CHARACTERS || /\p{Cc}/u.test(text))
      return this.#mistake(name, 'must name a file with a password alone, on one line', new Secret(Buffer.alloc(0)));
    return new Secret(Buffer.from(text));
  }

  /** A file that holds a key of at least `minBytes` bytes, as base64url text. */
  secretKey(name: string, minBytes: number): Secret {
    const [key = new Secret(Buffer.alloc(0))] = this.#keys(name, minBytes, 1);
    return key;
  }

  /** A file with a key a line, each like `secretKey`'s: the first is in use, the others are being retired. */
  secretKeys(name: string, minBytes: number): readonly Secret[] {
    return this.#keys(name, minBytes, MAX_KEYS);
  }

  /** A mistake that only the caller can see. */
  reject(name: string, reason: string): void {
    this.#mistake(name, reason, undefined);
  }

  /** Throws one ConfigError that lists every mistake, misspelt settings (`prefix…` that nobody read) included. */
  finish(...prefixes: readonly string[]): void {
    for (const name of Object.keys(this.#environment)) {
      if (prefixes.some((prefix) => name.startsWith(prefix)) && !this.#known.has(name))
        this.#mistakes.push(`${name}: no such setting`);
    }
    if (this.#mistakes.length > 0) throw new ConfigError(this.#mistakes);
  }

  #read(name: string, fallback: string | undefined): string | undefined {
    this.#known.add(name);
    return this.#environment[name] ?? fallback;
  }

  #contents(name: string, maxBytes = MAX_FILE_BYTES): Buffer | undefined {
    const path = this.#read(name, undefined);
    if (path === undefined || path === '') return this.#mistake(name, 'must name a file', undefined);
    try {
      const contents = readFileSync(path);
      if (contents.length <= maxBytes) return contents;
      return this.#mistake(name, `names a file of more than ${maxBytes >> 20} MiB`, undefined);
    } catch (cause) {
      return this.#mistake(name, `names a file that cannot be read (${errorCode(cause)})`, undefined);
    }
  }

  #keys(name: string, minBytes: number, maxKeys: number): readonly Secret[] {
    const contents = this.#contents(name);
    if (contents === undefined) return [];
    const lines = contents.toString('latin1').split('\n');
    const keys = lines.map((line) => line.trim()).filter((line) => line !== '');
    const areKeys = keys.every((key) => /^[A-Za-z0-9_-]+$/.test(key) && Buffer.from(key, 'base64url').length >= minBytes);
    if (areKeys && keys.length > 0 && keys.length <= maxKeys && new Set(keys).size === keys.length)
      return keys.map((key) => new Secret(Buffer.from(key, 'base64url')));
    const howMany = maxKeys === 1 ? 'a key' : `1 to ${maxKeys} different keys, one a line,`;
    return this.#mistake(name, `must name a file with ${howMany} of at least ${minBytes} bytes in base64url`, []);
  }

  #mistake<T>(name: string, reason: string, placeholder: T): T {
    this.#mistakes.push(`${name}: ${reason}${this.#environment[name] === undefined ? ' (it is not set)' : ''}`);
    return placeholder;
  }
}

function errorCode(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown';
}
