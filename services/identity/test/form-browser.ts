// A browser for people who do not look: it keeps cookies, follows redirects and
// fills in the first form that it is shown.
const MAX_STEPS = 20;

/** Goes where it is sent until it is sent to `destination`; answers with that URL. `fields` go into the form. */
export async function visit(start: string, destination: string, fields: Readonly<Record<string, string>> = {}): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(start);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < MAX_STEPS; step++) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    keep(cookies, response.headers.getSetCookie());
    const location = response.headers.get('location');
    const page = await response.text();
    form = location === null ? new URLSearchParams(fields) : undefined;
    next = new URL(location ?? actionOf(page), next);
    if (next.href.startsWith(destination)) return next;
  }
  throw new Error('the browser was sent around in circles');
}

function keep(cookies: Map<string, string>, setCookies: readonly string[]): void {
  for (const line of setCookies) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name, value);
  }
}

function actionOf(page: string): string {
  const [, action] = /<form[^>]*\saction="([^"]+)"/.exec(page) ?? [];
  if (action === undefined) throw new Error('the browser was shown a page without a form');
  return action.replaceAll('&amp;', '&');
}
