// The dashboard's style, mark and script: read once at start, TypeScript made
// into JavaScript by Node's own type stripping, and served under a name that
// holds the hash of all of it, so that browsers may keep them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { AssetName } from '../pages/page-context.ts';
import { Problem } from './problem.ts';

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly brotli: Buffer;
}

export interface Assets {
  readonly url: (name: AssetName) => string;
  readonly find: (version: string, name: string) => Asset | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

const CLIENT = new URL('../dashboard/', import.meta.url);

export function loadAssets(): Assets {
  const files = [...clientFiles(), ['uplot.js', readFileSync(chartLibrary('uPlot.esm.js'))] as const];
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  const version = hash.digest('base64url').slice(0, 16);
  const assets = new Map(files.map(([name, bytes]) => [name, asset(name, bytes)]));
  return {
    url: (name) => `/assets/${version}/${name}`,
    find: (asked, name) => (asked === version ? assets.get(name) : undefined),
  };
}

export function assetRoute(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { version: string; name: string } }>(
    '/assets/:version/:name',
    { config: { needs: 'nobody' }, schema: { hide: true } },
    async (request, reply) => {
      const found = assets.find(request.params.version, request.params.name);
      if (found === undefined) throw new Problem('not_found');
      const takesBrotli = /(^|[\s,])br([\s,;]|$)/.test(request.headers['accept-encoding'] ?? '');
      if (takesBrotli) reply.header('content-encoding', 'br');
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .type(found.type)
        .send(takesBrotli ? found.brotli : found.bytes);
    },
  );
}

type Named = readonly [name: string, bytes: Buffer];

function clientFiles(): Named[] {
  return readdirSync(CLIENT).flatMap((name): Named[] => {
    const bytes = readFileSync(new URL(name, CLIENT));
    if (name === 'dashboard.css')
      return [[name, Buffer.concat([readFileSync(chartLibrary('uPlot.min.css')), Buffer.from('\n'), bytes])]];
    if (name.endsWith('.svg')) return [[name, bytes]];
    return name.endsWith('.ts') && !name.endsWith('.test.ts')
      ? [[name.replace(/\.ts$/, '.js'), script(bytes.toString('utf8'))]]
      : [];
  });
}

/** A file of the library as it was published, next to the one that its name resolves to. */
function chartLibrary(name: string): URL {
  return new URL(name, import.meta.resolve('uplot'));
}

/** Browsers load the modules one by one; their names lose the type with the types. The library's module has its name. */
function script(source: string): Buffer {
  return Buffer.from(stripTypeScriptTypes(source).replace(/ from '(?:\.\/([a-z-]+)\.ts|(uplot))';$/gm, " from './$1$2.js';"));
}

function asset(name: string, bytes: Buffer): Asset {
  return { type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream', bytes, brotli: brotliCompressSync(bytes) };
}
