export { escapeAttributeBytes, type HtmlValue, html, SafeHtml } from '@postern/html';
