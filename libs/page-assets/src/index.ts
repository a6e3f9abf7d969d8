export { clientScripts } from './client-scripts.ts';
export { COLOURS, LOGO, LOGO_FILE } from './house.ts';
export { ASSET_ROUTE, type NamedFile, type PageAssets, pageAssets, sendAsset } from './page-assets.ts';
