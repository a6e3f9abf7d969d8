import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Environment, SettingsReader } from '@postern/config';
import type { KeyFiles } from './key-files.ts';
import type { StandalonePorts } from './ports.ts';

/** Where the real Redis, Kafka and PostgreSQL are; each may be left out, and then the embedded one serves. */
export interface Backends {
  readonly redis?: string;
  readonly kafka?: string;
  readonly postgres?: string;
  /** The topic of revocations, on the same Kafka. */
  readonly revocations?: string;
}

/**
 * The settings of all services, as the environment of six processes would hold
 * them. What the person who starts it has set themselves wins.
 */
export function standaloneSettings(ports: StandalonePorts, keys: KeyFiles, backends: Backends, own: Environment): Environment {
  const target = (port: number) => `127.0.0.1:${port}`;
  const usageBus = backends.kafka ?? 'memory:';
  return {
    POSTERN_KEY_RELEASE_LISTEN: target(ports.keyRelease),
    POSTERN_KEY_RELEASE_CAPSULE_KEYS: pathToFileURL(keys.capsuleKeys).href,
    POSTERN_KEY_RELEASE_SENDERS_FILE: keys.senders,
    POSTERN_KEY_RELEASE_GRANT_KEYS_FILE: keys.grantPublicKeys,
    POSTERN_KEY_RELEASE_REVOCATIONS: backends.revocations ?? pathToFileURL(keys.revocations).href,

    POSTERN_IDENTITY_LISTEN: target(ports.identity),
    POSTERN_IDENTITY_KEY_RELEASE_TARGET: target(ports.keyRelease),
    POSTERN_IDENTITY_OTP_TARGET: target(ports.otp),
    POSTERN_IDENTITY_PORTAL_URL: `http://localhost:${ports.portal}`,
    POSTERN_IDENTITY_GRANT_KEYS_FILE: keys.grantKeys,
    POSTERN_IDENTITY_TOKEN_KEY_FILE: keys.tokenKey,

    POSTERN_OTP_LISTEN: target(ports.otp),
    POSTERN_OTP_STORE: backends.redis ?? 'memory:',
    POSTERN_OTP_HASH_KEY_FILE: keys.hashKey,
    POSTERN_OTP_SMTP_URL: `smtp://${target(ports.smtp)}`,
    POSTERN_OTP_MAIL_FROM: 'Postern <no-reply@postern.example>',
    POSTERN_OTP_PORTAL_HOST: `localhost:${ports.portal}`,
    POSTERN_OTP_USAGE_BUS: usageBus,

    POSTERN_RENDERING_LISTEN: target(ports.rendering),
    POSTERN_RENDERING_KEY_RELEASE_TARGET: target(ports.keyRelease),

    POSTERN_AGGREGATION_LISTEN: target(ports.usage),
    POSTERN_AGGREGATION_DATABASE: backends.postgres ?? 'pglite:',
    POSTERN_AGGREGATION_USAGE_BUS: usageBus,

    POSTERN_GATEWAY_LISTEN: target(ports.portal),
    POSTERN_GATEWAY_PUBLIC_URL: `http://localhost:${ports.portal}`,
    POSTERN_GATEWAY_IDENTITY_TARGET: target(ports.identity),
    POSTERN_GATEWAY_KEY_RELEASE_TARGET: target(ports.keyRelease),
    POSTERN_GATEWAY_RENDERING_TARGET: target(ports.rendering),
    POSTERN_GATEWAY_USAGE_BUS: usageBus,

    POSTERN_AGGREGATION_SENDERS_FILE: keys.senders,
    POSTERN_AGGREGATION_DEMO_DAYS: wantsDemoUsage(own) ? '90' : '0',

    ...Object.fromEntries(
      Object.entries(own).filter(([name]) => name.startsWith('POSTERN_') && !name.startsWith('POSTERN_STANDALONE_')),
    ),
  };
}

/** Whether the usage page is to begin with made-up days. Throws one ConfigError. */
function wantsDemoUsage(own: Environment): boolean {
  const settings = new SettingsReader(own);
  const answer = settings.choice('POSTERN_STANDALONE_DEMO_USAGE', ['yes', 'no'], 'no');
  settings.finish('POSTERN_STANDALONE_');
  return answer === 'yes';
}

/** The files under a data directory in which the standalone keeps its keys. */
export function keyFilesIn(directory: string): KeyFiles {
  const file = (name: string) => join(directory, name);
  return {
    directory,
    capsuleKeys: file('capsule-keys.json'),
    capsulePublicKey: file('capsule-public-key.json'),
    senderKey: file('sender-key.json'),
    senders: file('senders.json'),
    grantKeys: file('grant-keys.json'),
    grantPublicKeys: file('grant-public-keys.json'),
    tokenKey: file('token.key'),
    hashKey: file('hash.key'),
    revocations: file('revocations'),
  };
}
