import { PosternError } from '@postern/errors';

/** The version is part of the types, so that an object of another version is another kind of object. */
export const CAPSULE_TYPE = 'postern-capsule.v1';
export const CLAIMS_TYPE = 'postern-claims.v1';

const ANY_CAPSULE_TYPE = /"typ":"postern-capsule\.v(\d{1,4})"/;

/**
 * Throws `envelope.version` for a capsule that says itself that it is of
 * another version, so that a reader can be told to wait for a newer portal
 * instead of being told that the mail is damaged.
 */
export function refuseOtherVersions(capsule: Buffer): void {
  const header = capsule.subarray(0, Math.min(Math.max(capsule.indexOf('.'), 0), 1400)).toString('latin1');
  const version = ANY_CAPSULE_TYPE.exec(Buffer.from(header, 'base64url').toString('latin1'))?.[1];
  if (version !== undefined && version !== '1') throw new PosternError('envelope.version');
}
