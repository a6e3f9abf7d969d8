import { html, type SafeHtml } from '@postern/html';
import { EVENT_FIELD_NAMES } from '@postern/runtime';

/** All of them, as the log has them. */
export const LOG_FIELDS: SafeHtml = html`${EVENT_FIELD_NAMES.map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`)}`;
