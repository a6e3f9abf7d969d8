// The portal's own style, mark and script: read once at start, TypeScript made
// into JavaScript by Node's own type stripping, compressed once, and served
// under a name that holds the hash of all of it, so that browsers may keep them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { AssetName } from '../pages/document.ts';

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly brotli: Buffer;
}

export interface Assets {
  readonly url: (name: AssetName) => string;
  readonly find: (version: string, name: string) => Asset | undefined;
  /** What a browser that keeps nothing loads, compressed, in bytes. */
  readonly compressedBytes: number;
}

const STATIC_TYPES: Readonly<Record<string, string>> = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml; charset=utf-8' };

const JAVASCRIPT = 'text/javascript; charset=utf-8';

export function loadAssets(): Assets {
  const assets = new Map(
    [...staticFiles(), ...libraryScripts(), ...clientScripts()].map(([name, type, bytes]) => [name, compressed(type, bytes)]),
  );
  const version = versionOf(assets);
  return {
    url: (name) => `/assets/${version}/${name}`,
    find: (asked, name) => (asked === version ? assets.get(name) : undefined),
    compressedBytes: [...assets.values()].reduce((sum, { brotli }) => sum + brotli.length, 0),
  };
}

export function assetRoutes(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { version: string; name: string } }>('/assets/:version/:name', async (request, reply) => {
    const asset = assets.find(request.params.version, request.params.name);
    if (asset === undefined) return reply.callNotFound();
    const takesBrotli = /(^|[\s,])br([\s,;]|$)/.test(request.headers['accept-encoding'] ?? '');
    if (takesBrotli) reply.header('content-encoding', 'br');
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .type(asset.type)
      .send(takesBrotli ? asset.brotli : asset.bytes);
  });
}

type Named = readonly [name: string, type: string, bytes: Buffer];

function staticFiles(): Named[] {
  const directory = new URL('../assets/', import.meta.url);
  return readdirSync(directory).flatMap((name) => {
    const type = STATIC_TYPES[name.split('.').at(-1) ?? ''];
    return type === undefined ? [] : [[name, type, readFileSync(new URL(name, directory))] as const];
  });
}

/**
 * A module that the client's own import by its name: as its authors minified
 * it, which halves it, and which is no module by itself.
 */
function libraryScripts(): Named[] {
  const script = readFileSync(new URL(import.meta.resolve('dompurify/purify.min.js')), 'utf8');
  const withoutMap = script.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  return [['dompurify.js', JAVASCRIPT, Buffer.from(`${withoutMap}export default globalThis.DOMPurify;\n`)]];
}

function clientScripts(): Named[] {
  const directory = new URL('../client/', import.meta.url);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => {
      const script = toJavaScript(readFileSync(new URL(name, directory), 'utf8'));
      return [name.replace(/\.ts$/, '.js'), JAVASCRIPT, Buffer.from(script)] as const;
    });
}

/** Browsers load the modules one by one; their names lose the type with the types. A library's module has its name. */
function toJavaScript(source: string): string {
  return stripTypeScriptTypes(source).replace(/ from '(?:\.\/([a-z-]+)\.ts|(dompurify))';$/gm, " from './$1$2.js';");
}

function compressed(type: string, bytes: Buffer): Asset {
  return { type, bytes, brotli: brotliCompressSync(bytes) };
}

function versionOf(assets: ReadonlyMap<string, Asset>): string {
  const hash = createHash('sha256');
  for (const [name, { bytes }] of assets) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest('base64url').slice(0, 16);
}
