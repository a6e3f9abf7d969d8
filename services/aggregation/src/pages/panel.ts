import { html, type SafeHtml } from '@postern/html';
import { EXPORT_FORMATS, type ExportFormat } from '../export/export-answer.ts';
import type { PageContext } from './page-context.ts';
import type { PanelName } from './panels.ts';
import { searchOf, type ViewState } from './view-state.ts';

interface Panel {
  readonly name: PanelName;
  readonly title: string;
  /** What is counted. */
  readonly subtitle: string;
  /** Choices about this panel alone. */
  readonly choices?: SafeHtml;
  readonly content: SafeHtml;
  /** What the numbers do not say. */
  readonly note?: string | undefined;
  readonly wide?: boolean;
}

const FORMAT_WORDS: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', json: 'JSON', parquet: 'Parquet' };

export function panel(
  context: PageContext,
  state: ViewState,
  { name, title, subtitle, choices, content, note, wide = false }: Panel,
): SafeHtml {
  return html`<section class="panel${wide && ' wide'}" id="${name}" aria-labelledby="${name}-title">
<header class="panel-head"><div><h2 id="${name}-title">${title}</h2><p class="subtitle">${subtitle}</p></div>${choices}</header>
${content}
${note !== undefined && html`<p class="note">${note}</p>`}
${context.visitor?.role === 'exporter' && exportLinks(name, title, state)}
</section>`;
}

function exportLinks(name: PanelName, title: string, state: ViewState): SafeHtml {
  return html`<p class="take">Take along: ${EXPORT_FORMATS.map(
    (format) =>
      html`<a href="/export/${name}.${format}${searchOf(state)}" download>${FORMAT_WORDS[format]}<span class="unseen"> of ${title}</span></a> `,
  )}</p>`;
}
