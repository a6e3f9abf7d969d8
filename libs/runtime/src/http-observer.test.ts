import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { closableConnections } from './http-drain.ts';
import { observeHttp } from './http-observer.ts';
import { Metrics } from './metrics.ts';

let app: FastifyInstance;
let metrics: Metrics;
let port: number;
let closeConnections: () => void;
let arrived: PromiseWithResolvers<void>;
let gone: PromiseWithResolvers<void>;
let answer: PromiseWithResolvers<string>;

beforeEach(async () => {
  metrics = new Metrics();
  [arrived, gone, answer] = [Promise.withResolvers(), Promise.withResolvers(), Promise.withResolvers()];
  app = Fastify();
  observeHttp(app, metrics);
  closeConnections = closableConnections(app);
  app.get('/mails/:id', (_request, reply) => {
    reply.raw.once('close', gone.resolve);
    arrived.resolve();
    return answer.promise;
  });
  app.post('/mails', () => {
    throw new Error('no');
  });
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterEach(() => app.close());

async function lines(pattern: RegExp): Promise<readonly string[]> {
  return (await metrics.render()).text.split('\n').filter((line) => pattern.test(line));
}

const url = (path: string) => `http://127.0.0.1:${port}${path}`;

describe('an observed HTTP server', () => {
  it('counts requests by method, route and status, and never by what was asked for', async () => {
    answer.resolve('ok');
    expect((await fetch(url('/mails/ada@example.org'))).status).toBe(200);
    expect((await fetch(url('/mails'), { method: 'POST' })).status).toBe(500);
    expect((await fetch(url('/ada@example.org'))).status).toBe(404);
    expect(await lines(/duration_seconds_count/)).toEqual([
      'http_server_request_duration_seconds_count{http_request_method="GET",http_route="/mails/:id",http_response_status_code="200"} 1',
      'http_server_request_duration_seconds_count{http_request_method="POST",http_route="/mails",http_response_status_code="500"} 1',
      'http_server_request_duration_seconds_count{http_request_method="GET",http_route="none",http_response_status_code="404"} 1',
    ]);
    expect((await metrics.render()).text).not.toContain('ada');
  });

  it('knows what is under way, and that a client has gone', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /mails/1 HTTP/1.1\r\nhost: x\r\n\r\n'));
    await arrived.promise;
    expect(await lines(/^http_server_active_requests /)).toEqual(['http_server_active_requests 1']);
    socket.destroy();
    await gone.promise;
    expect(await lines(/_count.*"499"/)).toHaveLength(1);
    expect(await lines(/^http_server_active_requests /)).toEqual(['http_server_active_requests 0']);
  });

  it('closes connections with their next answer once it is going to stop', async () => {
    answer.resolve('ok');
    expect((await fetch(url('/mails/1'))).headers.get('connection')).toBe('keep-alive');
    closeConnections();
    expect((await fetch(url('/mails/1'))).headers.get('connection')).toBe('close');
  });
});
