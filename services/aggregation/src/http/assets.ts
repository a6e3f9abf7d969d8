// The dashboard's style, mark and script, and the library that draws its lines.
import { readFileSync } from 'node:fs';
import { ASSET_ROUTE, COLOURS, clientScripts, LOGO_FILE, type PageAssets, pageAssets, sendAsset } from '@postern/page-assets';
import type { FastifyInstance } from 'fastify';
import type { AssetName } from '../pages/page-context.ts';
import { Problem } from './problem.ts';

export type Assets = PageAssets<AssetName>;

const CLIENT = new URL('../dashboard/', import.meta.url);

export function loadAssets(): Assets {
  const styles = [COLOURS, chartLibrary('uPlot.min.css'), readFileSync(new URL('dashboard.css', CLIENT))];
  return pageAssets([
    ['dashboard.css', Buffer.from(styles.join('\n'))],
    ['logo.svg', LOGO_FILE],
    ['uplot.js', chartLibrary('uPlot.esm.js')],
    ...clientScripts(CLIENT, ['uplot']),
  ]);
}

export function assetRoute(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { version: string; name: string } }>(
    ASSET_ROUTE,
    { config: { needs: 'nobody' }, schema: { hide: true } },
    async (request, reply) => {
      const found = assets.find(request.params.version, request.params.name);
      if (found === undefined) throw new Problem('not_found');
      return sendAsset(request, reply, found);
    },
  );
}

/** A file of the library as it was published, next to the one that its name resolves to. */
function chartLibrary(name: string): Buffer {
  return readFileSync(new URL(name, import.meta.resolve('uplot')));
}
