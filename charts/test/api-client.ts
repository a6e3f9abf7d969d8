// As much of a client of the Kubernetes API as it takes to give it objects.
import { request } from 'node:https';
import type { KubernetesApi } from '@postern/dev-services';
import { z } from 'zod';
import type { KubernetesObject } from './helm.ts';

export interface Answer {
  readonly status: number;
  /** The server's sentence, when it refuses. */
  readonly message: string;
}

const RESOURCES = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});
const STATUS = z.looseObject({ message: z.string().default('') });

const KIND_LIMIT_MS = 30_000;

export class ApiClient {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  /** Server-side apply, with unknown and doubled fields refused. A kind is served a moment after it is defined: that is waited for. */
  async apply(object: KubernetesObject, namespace: string): Promise<Answer> {
    const until = performance.now() + KIND_LIMIT_MS;
    let collection = await this.#collection(object, namespace);
    while (collection === undefined && performance.now() < until) collection = await this.#collection(object, namespace);
    if (collection === undefined) return { status: 404, message: `the server knows no ${object.kind} of ${object.apiVersion}` };
    const path = `${collection}/${object.metadata.name}?fieldManager=chart&force=true&fieldValidation=Strict`;
    const { status, text } = await this.#send('PATCH', path, JSON.stringify(object));
    return { status, message: status < 300 ? '' : STATUS.parse(JSON.parse(text)).message };
  }

  async #collection({ apiVersion, kind }: KubernetesObject, namespace: string): Promise<string | undefined> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { status, text } = await this.#send('GET', root);
    if (status !== 200) return undefined;
    const { resources } = RESOURCES.parse(JSON.parse(text));
    const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
    if (found === undefined) return undefined;
    return found.namespaced ? `${root}/namespaces/${namespace}/${found.name}` : `${root}/${found.name}`;
  }

  #send(method: string, path: string, body = ''): Promise<{ readonly status: number; readonly text: string }> {
    const { url, ca, token } = this.#api;
    const content = { 'content-type': 'application/apply-patch+yaml', 'content-length': Buffer.byteLength(body) };
    const headers = { authorization: `Bearer ${token}`, ...(body === '' ? {} : content) };
    return new Promise((resolve, reject) => {
      const asking = request(`${url}${path}`, { method, ca, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asking.on('error', reject).end(body);
    });
  }
}
