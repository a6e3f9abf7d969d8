// Everything that can be answered instead of what was asked for, by name. A
// problem never quotes what it was asked.
export type ProblemCode =
  | 'query_invalid'
  | 'request_invalid'
  | 'attempt_invalid'
  | 'signed_out'
  | 'sign_in_refused'
  | 'no_role'
  | 'denied'
  | 'cross_site'
  | 'not_found'
  | 'rate_limited'
  | 'database_away'
  | 'provider_away'
  | 'internal';

interface Words {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
}

export const PROBLEMS: Readonly<Record<ProblemCode, Words>> = {
  query_invalid: { status: 400, title: 'The question cannot be answered as it stands', advice: 'See the member that is named.' },
  request_invalid: { status: 400, title: 'The request was not understood', advice: 'See /api/v1/openapi.json for what is.' },
  attempt_invalid: {
    status: 400,
    title: 'This sign-in is over',
    advice: 'It took too long, was begun in another browser, or was used already. Please sign in again.',
  },
  signed_out: { status: 401, title: 'Please sign in', advice: 'These pages are for analysts.' },
  sign_in_refused: {
    status: 403,
    title: 'You could not be signed in',
    advice: 'Your identity provider did not vouch for you. Please try again.',
  },
  no_role: {
    status: 403,
    title: 'You are not an analyst here',
    advice: 'You are known, but have neither the role of a viewer nor that of an exporter. Whoever runs this portal gives them.',
  },
  denied: { status: 403, title: 'Your role does not allow this', advice: 'Exports and the API are for exporters.' },
  cross_site: { status: 403, title: 'The request came from another site', advice: 'Please use the pages of this site.' },
  not_found: { status: 404, title: 'There is nothing here', advice: 'The overview is at the beginning of this site.' },
  rate_limited: { status: 429, title: 'Too many requests', advice: 'Please wait a moment.' },
  database_away: {
    status: 503,
    title: 'Usage is not available',
    advice:
      'The database with the counts does not answer. Nothing is lost: uses wait in the queue and are counted when it is back.',
  },
  provider_away: {
    status: 503,
    title: 'The identity provider does not answer',
    advice: 'Nobody can be signed in just now. Please try again in a minute.',
  },
  internal: { status: 500, title: 'Something went wrong here', advice: 'It has been noted. Please try again.' },
};

interface Details {
  /** A JSON pointer into the body, and what is wrong there. */
  readonly member?: string;
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly member: string | undefined;
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, { member, reason, retryAfterSeconds, cause }: Details = {}) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.code = code;
    this.member = member;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** RFC 9457. */
export function problemJson({ code, member, reason }: Problem) {
  const { status, title, advice } = PROBLEMS[code];
  return {
    type: `urn:postern:usage:${code}`,
    title,
    status,
    detail: member === undefined || reason === undefined ? advice : `${member === '' ? 'The body' : member} ${reason}.`,
    code,
    ...(member === undefined ? {} : { member }),
  };
}

export const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    member: { type: 'string', description: 'A JSON pointer (RFC 6901) to what is wrong in the body.' },
  },
} as const;
