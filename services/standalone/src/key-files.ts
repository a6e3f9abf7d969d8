import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generateCapsuleKeys, generateSenderKey } from '@postern/envelope';
import { generateGrantKey } from '@postern/tokens';

/** Paths of the key files of one standalone. */
export interface KeyFiles {
  readonly directory: string;
  readonly capsuleKeys: string;
  readonly capsulePublicKey: string;
  readonly senderKey: string;
  readonly senders: string;
  readonly grantKeys: string;
  readonly grantPublicKeys: string;
  readonly tokenKey: string;
  readonly hashKey: string;
}
