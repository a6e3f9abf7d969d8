// The contract, read from proto/ when a process starts, and held against our
// own lists: when they do not say the same, nothing must start. Every field is
// an enumeration or a uint32 that stands there once, so that no event can
// carry a text, an id or an address, whoever wrote it.
import { PROTO_ROOT } from '@postern/contracts';
import protobuf from 'protobufjs';
import { ENUMERATED_FIELDS, NUMBERED_FIELDS, USAGE_FIELDS, type UsageField } from './usage-event.ts';

export type FieldName = UsageField | (typeof NUMBERED_FIELDS)[number];

export interface EventContract {
  readonly type: protobuf.Type;
  /** Names of fields by their numbers on the wire. */
  readonly names: ReadonlyMap<number, FieldName>;
}

export function loadEventContract(): EventContract {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => `${PROTO_ROOT}/${target}`;
  root.loadSync('postern/usage/v1/usage_event.proto');
  const type = root.lookupType('postern.usage.v1.UsageEvent');
  return { type, names: checkedNames(type) };
}

/** Throws unless the message has our fields and no others, and each of them can hold nothing but a listed or bounded number. */
export function checkedNames(type: protobuf.Type): ReadonlyMap<number, FieldName> {
  const known: readonly FieldName[] = [...ENUMERATED_FIELDS, ...NUMBERED_FIELDS];
  const names = new Map(known.map((name) => [type.fields[name]?.id ?? 0, name]));
  for (const field of type.fieldsArray) checkPlain(field);
  if (type.oneofsArray.length > 0 || names.size !== type.fieldsArray.length || names.size !== known.length)
    throw new Error('the contract has other fields than usage knows');
  for (const name of ENUMERATED_FIELDS) checkValues(type, name);
  return names;
}

function checkPlain(field: protobuf.Field): void {
  field.resolve();
  const isNumber = field.type === 'uint32' || field.resolvedType instanceof protobuf.Enum;
  if (!isNumber || field.repeated || field.map || field.required)
    throw new Error(`the contract lets ${field.name} hold more than a number`);
}

/** The same values under the same numbers. */
function checkValues(type: protobuf.Type, name: UsageField): void {
  const enumeration = type.fields[name]?.resolvedType;
  if (!(enumeration instanceof protobuf.Enum)) throw new Error(`the contract has no enumeration for ${name}`);
  const prefix = enumeration.name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  const inContract = Object.entries(enumeration.values).map(([value, number]) => `${number} ${value}`);
  const ours = ['UNSPECIFIED', ...USAGE_FIELDS[name]].map((value, number) => `${number} ${prefix}_${value.toUpperCase()}`);
  if (inContract.join() !== ours.join()) throw new Error(`the contract lists other values for ${name}`);
}
