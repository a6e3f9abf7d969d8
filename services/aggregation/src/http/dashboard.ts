import type { FastifyInstance } from 'fastify';
import { EXPORT_FORMATS, exportAnswer } from '../export/export-answer.ts';
import type { SenderNames } from '../export/table.ts';
import { dashboardPage } from '../pages/dashboard-page.ts';
import { readDashboard, readPanel } from '../pages/dashboard-view.ts';
import { isPanelName } from '../pages/panels.ts';
import { readViewState } from '../pages/view-state.ts';
import { readLive } from '../query/live.ts';
import { Problem } from './problem.ts';
import type { ReadPublished } from './read-published.ts';
import { searchOfRequest } from './search-of-request.ts';
import { sendFile } from './send-file.ts';
import type { SendPage } from './send-page.ts';

export interface DashboardParts {
  readonly read: ReadPublished;
  readonly senderNames: SenderNames;
  readonly sendPage: SendPage;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function dashboardRoutes(app: FastifyInstance, { read, senderNames, sendPage, now }: DashboardParts): void {
  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const { state, leftOut } = readViewState(new URLSearchParams(searchOfRequest(request)));
    const shown = await read(async (db) => ({ published: await readDashboard(db, state), live: await readLive(db, now()) }));
    return sendPage(request, reply, (context) => dashboardPage(context, { state, leftOut, ...shown }));
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
