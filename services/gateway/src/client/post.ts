/** What an answer of the portal says: its JSON, or what went wrong in words for the reader. */
export type Answer =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Posts JSON to the portal. Never rejects; `unavailable` is what to say when there is no answer. */
export async function post(path: string, body: Readonly<Record<string, string>>, unavailable: string): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    const json: unknown = response.status === 204 ? undefined : await response.json();
    if (response.ok) return { ok: true, json };
    const title = member(json, 'title');
    const detail = member(json, 'detail');
    if (typeof title !== 'string' || typeof detail !== 'string') return { ok: false, code: 'internal', message: unavailable };
    return { ok: false, code: String(member(json, 'code')), message: `${title}. ${detail}` };
  } catch {
    return { ok: false, code: 'call.unavailable', message: unavailable };
  }
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
