// What anyone can check of a sealed mail without a key: that the two fields are
// well-formed, and that the attachment is the published template and nothing
// more, so that it can neither run nor load nor report anything.
import { parseJwe } from '@postern/jose-fence';
import { findMessage } from './extract-sealed.ts';
import type { SealedFields } from './form-fields.ts';
import { MAX_BODY_BYTES, MAX_CAPSULE_BYTES } from './limits.ts';
import { recogniseTemplate, type Template } from './recognise-template.ts';
import { CAPSULE_TYPE, refuseOtherVersions } from './version.ts';

export interface StructureReport {
  readonly fields: SealedFields;
  /** The capsule key that it is sealed for, by id. */
  readonly capsuleKeyId: string;
  /** Undefined when the attachment is not, byte for byte but for line ends, what the template makes. */
  readonly template: Template | undefined;
  /** Parts of the mail beside the attachment that are not plain text. Nothing is known of them. */
  readonly otherParts: number;
}

/** Linear in the file. Throws `gateway.no_message`, or what the fence throws. */
export function verifyStructure(file: Buffer): StructureReport {
  const { fields, html, otherParts } = findMessage(file);
  const capsule = Buffer.from(fields.capsule, 'latin1');
  refuseOtherVersions(capsule);
  const { header } = parseJwe(capsule, {
    alg: 'ECDH-ES+A256KW',
    fixed: { typ: CAPSULE_TYPE },
    keyId: true,
    maxBytes: MAX_CAPSULE_BYTES,
  });
  parseJwe(fields.body, { alg: 'dir', fixed: { cty: 'message/rfc822' }, keyId: false, maxBytes: MAX_BODY_BYTES });
  return { fields, capsuleKeyId: String(header['kid']), template: recogniseTemplate(html, fields), otherParts };
}
