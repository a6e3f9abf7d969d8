import type { EventFields } from '@postern/runtime';
import { html, type SafeHtml } from '../html.ts';

/** Does not compile while a field that a log line can have is missing. */
const NAMES: Readonly<Record<keyof EventFields, true>> = {
  address: true,
  port: true,
  method: true,
  peer: true,
  code: true,
  outcome: true,
  attempt: true,
  count: true,
  durationMs: true,
  signal: true,
  status: true,
  sender: true,
  commitment: true,
  backend: true,
};

export const LOG_FIELDS: SafeHtml = html`${Object.keys(NAMES).map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`)}`;
