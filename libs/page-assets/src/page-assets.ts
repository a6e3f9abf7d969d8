// What pages load from their own service: style, mark and scripts, read once at
// start, compressed once, and served under a name that holds the hash of all of
// them, so that browsers may keep them.
import { createHash } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly brotli: Buffer;
}

export type NamedFile = readonly [name: string, bytes: Buffer];

export interface PageAssets<Name extends string> {
  readonly url: (name: Name) => string;
  readonly find: (version: string, name: string) => Asset | undefined;
  /** What a browser that keeps nothing loads, compressed, in bytes. */
  readonly compressedBytes: number;
}

/** Where they are; the parameters are those of `find`. */
export const ASSET_ROUTE = '/assets/:version/:name';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** Throws for a file whose name says no type. */
export function pageAssets<Name extends string>(files: readonly NamedFile[]): PageAssets<Name> {
  const version = versionOf(files);
  const assets = new Map(files.map(([name, bytes]) => [name, assetOf(name, bytes)]));
  return {
    url: (name) => `/assets/${version}/${name}`,
    find: (asked, name) => (asked === version ? assets.get(name) : undefined),
    compressedBytes: [...assets.values()].reduce((sum, { brotli }) => sum + brotli.length, 0),
  };
}

export function sendAsset(request: FastifyRequest, reply: FastifyReply, { type, bytes, brotli }: Asset): FastifyReply {
  const takesBrotli = /(^|[\s,])br([\s,;]|$)/.test(request.headers['accept-encoding'] ?? '');
  if (takesBrotli) reply.header('content-encoding', 'br');
  return reply
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('vary', 'accept-encoding')
    .type(type)
    .send(takesBrotli ? brotli : bytes);
}

function assetOf(name: string, bytes: Buffer): Asset {
  const type = TYPES[name.split('.').at(-1) ?? ''];
  if (type === undefined) throw new Error(`${name} has no type that pages load`);
  return { type, bytes, brotli: brotliCompressSync(bytes) };
}

function versionOf(files: readonly NamedFile[]): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest('base64url').slice(0, 16);
}
