import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { containerEngineAnswers, type Environment } from './container-engine.ts';
import { containerOrLocal } from './container-or-local.ts';

let directory: string;
let socket: string;
let asked: string[];
let servers: Server[];
let said: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'postern-engine-'));
  socket = join(directory, 'docker.sock');
  asked = [];
  servers = [];
  said = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const server of servers) await once(server.close(), 'close');
  await rm(directory, { recursive: true });
});

async function listening(server: Server, where: string | number): Promise<Server> {
  servers.push(server);
  await once(typeof where === 'string' ? server.listen(where) : server.listen(where, '127.0.0.1'), 'listening');
  return server;
}

/** An engine as far as we ask it: `GET /_ping`. */
function engine(status = 200): Server {
  const answer: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end('OK');
  };
  return createHttpServer(answer);
}

function choose(environment: Environment, inContainer = async () => 'container'): Promise<string> {
  return containerOrLocal({ image: 'image:1', inContainer, locally: async () => 'local' }, environment);
}

describe('a container or a local program', () => {
  it('is a container where an engine answers', async () => {
    await listening(engine(), socket);
    expect(await choose({ DOCKER_HOST: `unix://${socket}` })).toBe('container');
    expect(asked).toEqual(['GET /_ping']);
  });

  it('is a container where an engine answers at a usual socket', async () => {
    await listening(engine(), socket);
    expect(await choose({ XDG_RUNTIME_DIR: directory })).toBe('container');
  });

  it('is a container where an engine answers on a port of loopback', async () => {
    const address = (await listening(engine(), 0)).address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await choose({ DOCKER_HOST: `tcp://127.0.0.1:${port}` })).toBe('container');
  });

  it('is a local program, and says nothing, where there is no socket', async () => {
    expect(await choose({ DOCKER_HOST: `unix://${socket}` })).toBe('local');
    expect(said).toEqual([]);
  });

  it('is a local program where the engine is broken', async () => {
    await listening(engine(500), socket);
    expect(await choose({ DOCKER_HOST: `unix://${socket}` })).toBe('local');
  });

  it('is a local program where the socket hangs up', async () => {
    const server = createServer((connection) => connection.destroy());
    await listening(server, socket);
    expect(await choose({ DOCKER_HOST: `unix://${socket}` })).toBe('local');
  });

  it('waits for an engine that never answers no longer than its limit', async () => {
    const server = createServer((connection) => connection.on('error', () => {}).resume());
    await listening(server, socket);
    expect(await containerEngineAnswers({ DOCKER_HOST: `unix://${socket}` }, 50)).toBe(false);
  });

  it.each(['tcp://docker.example:2375', 'tcp://192.0.2.1:2375', 'ssh://docker.example', 'nonsense'])(
    'is a local program when the engine is %s, which cannot map ports to our loopback',
    async (host) => {
      await listening(engine(), socket);
      expect(await choose({ DOCKER_HOST: host, XDG_RUNTIME_DIR: directory })).toBe('local');
      expect(asked).toEqual([]);
    },
  );

  it('is a local program when that is demanded, and then no engine is asked', async () => {
    await listening(engine(), socket);
    expect(await choose({ DOCKER_HOST: `unix://${socket}`, POSTERN_DEV_SERVICES: 'local' })).toBe('local');
    expect(asked).toEqual([]);
  });

  it('refuses a demand that it does not know', async () => {
    await expect(choose({ POSTERN_DEV_SERVICES: 'docker' })).rejects.toThrow('POSTERN_DEV_SERVICES');
  });

  it('is a local program when the container does not start, and one line says so', async () => {
    await listening(engine(), socket);
    const failing = async () => {
      throw new Error('no such host\nand more');
    };
    expect(await choose({ DOCKER_HOST: `unix://${socket}` }, failing)).toBe('local');
    expect(said).toEqual(['Docker answers but image:1 does not start: no such host; going on with a local program\n']);
  });
});
