// An identity provider that does what a test tells it, honest or not. It
// listens on loopback; what it signs, it signs with node:crypto.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSigner, type Signer } from './signer.ts';

export type Answer = (response: ServerResponse, request: IncomingMessage, body: URLSearchParams) => void;
export type Endpoint = 'metadata' | 'keys' | 'token' | 'userinfo';

export interface ScriptedProvider {
  readonly issuer: string;
  /** Where it listens, whoever it says that it is. */
  readonly address: string;
  /** What each endpoint answers from now on. */
  readonly answers: Record<Endpoint, Answer>;
  /** How often each was asked. */
  readonly asked: Record<Endpoint, number>;
  readonly signer: Signer;
  /** Metadata of an honest provider. */
  metadata(): Record<string, unknown>;
  /** Publishes that, altered. */
  publish(changes: Record<string, unknown>): void;
  stop(): Promise<void>;
}

export const ACCESS_TOKEN = 'access-token-of-the-scripted-provider';

export function json(value: unknown, status = 200): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
}

/** An answer of the token endpoint. */
export function tokens(idToken: string): Answer {
  return json({ access_token: ACCESS_TOKEN, token_type: 'Bearer', expires_in: 300, id_token: idToken });
}

export function atHash(accessToken = ACCESS_TOKEN): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

/** `publicIssuer`: who it says that it is, for providers that are reached by another name. */
export async function startScriptedProvider(publicIssuer?: string): Promise<ScriptedProvider> {
  const signer = createSigner('RS256', 'first');
  const asked = { metadata: 0, keys: 0, token: 0, userinfo: 0 };
  const notScripted = json({ error: 'server_error' }, 500);
  const answers = { metadata: notScripted, keys: json({ keys: [signer.jwk] }), token: notScripted, userinfo: notScripted };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://provider.invalid');
    const endpoint = pathname.endsWith('/.well-known/openid-configuration') ? 'metadata' : pathname.slice(1);
    if (!isEndpoint(endpoint)) return response.writeHead(404).end();
    asked[endpoint] += 1;
    let body = '';
    for await (const chunk of request) body += chunk;
    return answers[endpoint](response, request, new URLSearchParams(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const issuer = publicIssuer ?? origin;
  const base = publicIssuer === undefined ? origin : new URL(publicIssuer).origin;
  const metadata = () => ({
    issuer,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    jwks_uri: `${base}/keys`,
    userinfo_endpoint: `${base}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    // As a careless provider may say; what we accept does not widen with it.
    id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'HS256', 'none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  });
  answers.metadata = json(metadata());
  return {
    issuer,
    answers,
    asked,
    address: origin,
    signer,
    metadata,
    publish: (changes) => {
      answers.metadata = json({ ...metadata(), ...changes });
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function isEndpoint(name: string): name is Endpoint {
  return ['metadata', 'keys', 'token', 'userinfo'].includes(name);
}
