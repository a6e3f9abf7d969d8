// An analyst's browser, as far as it takes one: it keeps cookies for two
// hosts, follows redirects, and sends what forms send.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

export class Analyst {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #host: string;

  constructor(app: FastifyInstance, publicUrl: URL) {
    this.#app = app;
    this.#host = publicUrl.host;
  }

  async get(url: string): Promise<LightMyRequestResponse> {
    return this.#keep(await this.#app.inject({ url, headers: { host: this.#host }, cookies: this.#jar() }));
  }

  async post(url: string, form: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    const headers = { host: this.#host, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams(form).toString();
    return this.#keep(await this.#app.inject({ method: 'POST', url, headers, payload, cookies: this.#jar() }));
  }

  /** Asks the API from a page. */
  async query(payload: object, url = '/api/v1/query'): Promise<LightMyRequestResponse> {
    const headers = { host: this.#host, 'sec-fetch-site': 'same-origin' };
    return this.#app.inject({ method: 'POST', url, headers, payload, cookies: this.#jar() });
  }

  /** Presses "Sign in" and signs in at the provider. Resolves to where the provider sends the browser back to. */
  async goToProvider(returnTo = ''): Promise<URL> {
    const going = await this.post('/sign-in', { return: returnTo });
    const [, url = ''] = /content="0;url=([^"]+)"/.exec(going.body) ?? [];
    return visit(url.replaceAll('&amp;', '&'), this.#host);
  }

  async signIn(returnTo = ''): Promise<LightMyRequestResponse> {
    const { pathname, search } = await this.goToProvider(returnTo);
    return this.get(`${pathname}${search}`);
  }

  #jar(): Record<string, string> {
    return Object.fromEntries(this.cookies);
  }

  #keep(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value, maxAge } of response.cookies) {
      if (value === '' || maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

const MAX_STEPS = 10;

/** Follows redirects, with cookies, until one leads to `host`. */
async function visit(from: string, host: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(from);
  for (let step = 0; step < MAX_STEPS && url.host !== host; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    url = new URL(response.headers.get('location') ?? '', url);
  }
  return url;
}
