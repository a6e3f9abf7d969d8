import type { FastifyInstance } from 'fastify';
import { EXPORT_FORMATS, exportAnswer } from '../export/export-answer.ts';
import type { SenderNames } from '../export/table.ts';
import { dashboardPage } from '../pages/dashboard-page.ts';
import { readDashboard, readPanel } from '../pages/dashboard-view.ts';
import type { LiveView } from '../pages/live.ts';
import { isPanelName } from '../pages/panels.ts';
import { readViewState } from '../pages/view-state.ts';
import { Problem } from './problem.ts';
import type { ReadPublished } from './read-published.ts';
import { searchOfRequest } from './search-of-request.ts';
import { sendFile } from './send-file.ts';
import type { SendPage } from './send-page.ts';

export interface DashboardParts {
  readonly read: ReadPublished;
  /** Undefined when the counts could not be read. */
  readonly live: () => Promise<LiveView | undefined>;
  readonly senderNames: SenderNames;
  readonly sendPage: SendPage;
}

export function dashboardRoutes(app: FastifyInstance, { read, live, senderNames, sendPage }: DashboardParts): void {
  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const { state, leftOut } = readViewState(new URLSearchParams(searchOfRequest(request)));
    const published = await read((db) => readDashboard(db, state));
    const shown = { state, leftOut, published, live: await live() };
    return sendPage(request, reply, (context) => dashboardPage(context, shown));
  });

  app.get<{ Params: { panel: string; format: string } }>(
    '/export/:panel.:format',
    { config: { needs: 'exporter' }, schema: { hide: true } },
    async (request, reply) => {
      const { panel } = request.params;
      const format = EXPORT_FORMATS.find((known) => known === request.params.format);
      if (format === undefined || !isPanelName(panel)) throw new Problem('not_found');
      const { state } = readViewState(new URLSearchParams(searchOfRequest(request)));
      const answer = await read((db) => readPanel(db, panel, state));
      return sendFile(reply, exportAnswer(answer, format, senderNames));
    },
  );
}
