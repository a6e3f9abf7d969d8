import { AccessRefusal, type RefusalCode } from '../access/access-refusal.ts';
import { QueryMistake } from '../query/query-mistake.ts';
import { Problem, type ProblemCode } from './problem.ts';

const REFUSALS: Readonly<Record<RefusalCode, ProblemCode>> = {
  attempt_invalid: 'attempt_invalid',
  refused: 'sign_in_refused',
  no_role: 'no_role',
  provider_away: 'provider_away',
};

/** Anything that was thrown. What fastify itself refuses is the client's mistake; all that is unknown is ours. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof QueryMistake) return new Problem('query_invalid', { member: thrown.member, reason: thrown.reason });
  if (thrown instanceof AccessRefusal) return new Problem(REFUSALS[thrown.code]);
  if (!(thrown instanceof Error)) return new Problem('internal', { cause: thrown });
  const mistake = schemaMistake(thrown);
  if (mistake !== undefined) return new Problem('query_invalid', mistake);
  const status = 'statusCode' in thrown ? thrown.statusCode : undefined;
  const isTheirs = typeof status === 'number' && status >= 400 && status < 500;
  return new Problem(isTheirs ? 'request_invalid' : 'internal', { cause: thrown });
}

/** Of ajv, by way of fastify. Its sentences quote the schema and never the data. */
function schemaMistake(error: Error): { readonly member: string; readonly reason: string } | undefined {
  const found: unknown = Reflect.get(error, 'validation');
  if (!Array.isArray(found)) return undefined;
  // Of a member that may be one of several shapes, the deepest mistake says most.
  const [first] = [...found].sort((a, b) => depth(b) - depth(a));
  return { member: textOf(first, 'instancePath') + ownMember(first), reason: reasonOf(first) };
}

/** A member that is missing, or that should not be there; by its name if that is one. */
function ownMember(mistake: unknown): string {
  const params = paramsOf(mistake);
  const name = textOf(params, 'missingProperty') || textOf(params, 'additionalProperty');
  return /^\w{1,40}$/.test(name) ? `/${name}` : '';
}

function paramsOf(mistake: unknown): unknown {
  return typeof mistake === 'object' && mistake !== null ? Reflect.get(mistake, 'params') : undefined;
}

const depth = (mistake: unknown) => (textOf(mistake, 'instancePath') + ownMember(mistake)).split('/').length;

function reasonOf(mistake: unknown): string {
  const params = paramsOf(mistake);
  if (textOf(params, 'missingProperty') !== '') return 'must be there';
  if (textOf(params, 'additionalProperty') !== '') return 'is no member of a question';
  const allowed: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'allowedValues') : undefined;
  if (Array.isArray(allowed)) return `must be one of ${allowed.join(', ')}`;
  return textOf(mistake, 'message');
}

function textOf(value: unknown, name: string): string {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof text === 'string' ? text : '';
}
