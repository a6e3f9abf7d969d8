// What anyone can check of a sealed mail without a key: that the two fields are
// well-formed, and that the attachment is the published template and nothing
// more, so that it can neither run nor load nor report anything.
import { findMessage } from './extract-sealed.ts';
import type { SealedFields } from './form-fields.ts';
import { parseBody } from './parse-body.ts';
import { parseCapsule } from './parse-capsule.ts';
import { recogniseTemplate, type Template } from './recognise-template.ts';

export interface StructureReport {
  readonly fields: SealedFields;
  /** The capsule key that it is sealed for, by id. */
  readonly capsuleKeyId: string;
  /** Undefined when the attachment is not, byte for byte but for line ends, what the template makes. */
  readonly template: Template | undefined;
  /** Parts of the mail beside the attachment that are not plain text. Nothing is known of them. */
  readonly otherParts: number;
}

/** Linear in the file. Throws `gateway.no_message`, or what `parseCapsule` and `parseBody` throw. */
export function verifyStructure(file: Buffer): StructureReport {
  const { fields, html, otherParts } = findMessage(file);
  const { keyId } = parseCapsule(fields.capsule);
  parseBody(fields.body);
  return { fields, capsuleKeyId: keyId, template: recogniseTemplate(html, fields), otherParts };
}
