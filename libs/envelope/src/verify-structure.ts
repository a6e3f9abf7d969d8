// What anyone can check of a sealed mail without a key: that the two fields are
// well-formed, and that the attachment is the published template and nothing
// more, so that it can neither run nor load nor report anything.
import { parseJwe } from '@postern/jose-fence';
import { findMessage } from './extract-sealed.ts';
import type { SealedFields } from './form-fields.ts';
import { MAX_BODY_BYTES, MAX_CAPSULE_BYTES } from './limits.ts';
import { messageHtml } from './message-html.ts';
import { CAPSULE_TYPE, refuseOtherVersions } from './version.ts';

export interface StructureReport {
  readonly fields: SealedFields;
  /** The capsule key that it is sealed for, by id. */
  readonly capsuleKeyId: string;
  /** Whether the attachment is, byte for byte but for line ends, what this version of the template makes. */
  readonly isTemplate: boolean;
  /** The origin that its form posts to, and the name it shows; both only claims. Undefined when it is not the template. */
  readonly portal: string | undefined;
  readonly senderName: string | undefined;
  /** Parts of the mail beside the attachment that are not plain text. Nothing is known of them. */
  readonly otherParts: number;
}

/** Throws `gateway.no_message`, or what the fence throws. */
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
  const template = readTemplate(html, fields);
  return {
    fields,
    capsuleKeyId: String(header['kid']),
    isTemplate: template !== undefined,
    portal: template?.portal,
    senderName: template?.senderName,
    otherParts,
  };
}

/** The template's two variables, if filling them in gives the same attachment again. */
function readTemplate(
  html: string,
  { capsule, body }: SealedFields,
): { readonly portal: string; readonly senderName: string } | undefined {
  const sender = /<h1>([^<]{1,1000}) has sent you a protected message<\/h1>/.exec(html)?.[1];
  const action = /<form method="post" enctype="multipart\/form-data" action="([^"<]{1,600})">/.exec(html)?.[1];
  const portal = action === undefined ? null : URL.parse(unescapeEntities(action));
  if (sender === undefined || portal === null || !/^https?:$/.test(portal.protocol)) return undefined;
  const senderName = unescapeEntities(sender);
  const expected = messageHtml({ senderName, portalUrl: portal.origin, capsule, body });
  return normalised(expected.toString('latin1')) === normalised(html) ? { portal: portal.origin, senderName } : undefined;
}

function unescapeEntities(text: string): string {
  return text.replace(/&#(\d{1,7});/g, (_entity, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)));
}

function normalised(html: string): string {
  return html.replace(/\r\n/g, '\n').trimEnd();
}
