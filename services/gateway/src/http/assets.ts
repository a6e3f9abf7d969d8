// The portal's own style, mark and script, and the library of its browser wall.
import { readFileSync } from 'node:fs';
import { ASSET_ROUTE, COLOURS, clientScripts, LOGO_FILE, type PageAssets, pageAssets, sendAsset } from '@postern/page-assets';
import type { FastifyInstance } from 'fastify';
import type { AssetName } from '../pages/document.ts';

export type Assets = PageAssets<AssetName>;

export function loadAssets(): Assets {
  const style = readFileSync(new URL('../assets/portal.css', import.meta.url));
  return pageAssets([
    ['portal.css', Buffer.from([COLOURS, style].join('\n'))],
    ['logo.svg', LOGO_FILE],
    ['dompurify.js', purifier()],
    ...clientScripts(new URL('../client/', import.meta.url), ['dompurify']),
  ]);
}

export function assetRoutes(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { version: string; name: string } }>(ASSET_ROUTE, async (request, reply) => {
    const asset = assets.find(request.params.version, request.params.name);
    return asset === undefined ? reply.callNotFound() : sendAsset(request, reply, asset);
  });
}

/**
 * A module that the client's own import by its name: as its authors minified
 * it, which halves it, and which is no module by itself.
 */
function purifier(): Buffer {
  const script = readFileSync(new URL(import.meta.resolve('dompurify/purify.min.js')), 'utf8');
  const withoutMap = script.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  return Buffer.from(`${withoutMap}export default globalThis.DOMPurify;\n`);
}
