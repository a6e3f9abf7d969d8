// The two hidden fields of an HTML page. The tokenizer alone finds them: a
// parser keeps a stack of open elements, and searching that costs the square
// of a hostile page's nesting.
import { PosternError } from '@postern/errors';
import { Tokenizer } from 'htmlparser2';
import { MAX_BODY_BYTES, MAX_CAPSULE_BYTES } from './limits.ts';

/** Tags, attributes and comments that are looked at; the template has about 100. */
const MAX_EVENTS = 50_000;

const FIELDS: ReadonlySet<string> = new Set(['capsule', 'body']);

export interface SealedFields {
  readonly capsule: string;
  /** ASCII. */
  readonly body: Buffer;
}

/** The first value of each of the two fields, without white space. Throws `envelope.too_large` for more than a field can have. */
export function findFields(html: string): SealedFields | undefined {
  const values = inputValues(html);
  const capsule = withoutSpace(values.get('capsule') ?? '', MAX_CAPSULE_BYTES);
  const body = withoutSpace(values.get('body') ?? '', MAX_BODY_BYTES);
  return capsule.length === 0 || body.length === 0 ? undefined : { capsule: capsule.toString('latin1'), body };
}

/** What the first input element of each name has as its value; reads no further than it must. */
function inputValues(html: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let attributes: Map<string, string> | undefined;
  let name = '';
  let events = 0;

  function count(): void {
    events += 1;
    if (events > MAX_EVENTS) tokenizer.pause();
  }
  function append(text: string): void {
    if (name !== '') attributes?.set(name, (attributes.get(name) ?? '') + text);
  }
  function endTag(): void {
    const [field = '', value] = [attributes?.get('name'), attributes?.get('value')];
    attributes = undefined;
    if (!FIELDS.has(field) || value === undefined || values.has(field)) return;
    values.set(field, value);
    if (values.size === FIELDS.size) tokenizer.pause();
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname: (start, end) => {
        count();
        attributes = end - start === 5 && html.slice(start, end).toLowerCase() === 'input' ? new Map() : undefined;
      },
      onattribname: (start, end) => {
        count();
        // Of attributes that are there twice the first counts, and the others get a name that nobody asks for.
        const found = html.slice(start, Math.min(end, start + 6)).toLowerCase();
        name = (found === 'name' || found === 'value') && attributes?.has(found) !== true ? found : '';
        append('');
      },
      onattribdata: (start, end) => append(html.slice(start, end)),
      onattribentity: () => {},
      onopentagend: endTag,
      onselfclosingtag: endTag,
      onclosetag: count,
      ontextentity: () => {},
      oncdata: count,
      oncomment: count,
      ondeclaration: count,
      onprocessinginstruction: count,
      onattribend: () => {},
      ontext: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(html);
  return values;
}

/** White space as XML serialisers write it into attributes. Fields have no other character that needs a reference. */
const SPACE_REFERENCE = /&#(?:0*(?:9|10|13|32)|x0*(?:9|a|d|20));/gi;

/** ASCII stays as it is; what is not ASCII becomes bytes that the fence refuses. */
function withoutSpace(value: string, maxBytes: number): Buffer {
  const bytes = Buffer.from(value.replace(SPACE_REFERENCE, ''), 'utf8');
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0d || byte === 0x0a || byte === 0x09 || byte === 0x20) continue;
    bytes[length] = byte;
    length += 1;
  }
  if (length > maxBytes) throw new PosternError('envelope.too_large');
  return bytes.subarray(0, length);
}
