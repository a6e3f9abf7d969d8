export { escapeAttributeBytes, type HtmlValue, html, SafeHtml } from './html.ts';
