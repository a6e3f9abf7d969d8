import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { MailStore, StoredMail } from './mail-store.ts';
import { MAILBOX_CSS, MAILBOX_JS } from './mailbox-assets.ts';
import { mailboxPage, notFoundPage, type PortalUrls } from './mailbox-page.ts';

const PAGE_CSP =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The mailbox page: what a mail program would show. It has an address of its
 * own (127.0.0.1, while the portal is localhost), so that opening an attachment
 * here is as cross-site as it is from a mail program.
 */
export function createMailboxServer(store: MailStore, urls: PortalUrls): FastifyInstance {
  const app = Fastify({ logger: false });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  app.get('/', (_request, reply) => html(reply, PAGE_CSP, mailboxPage(store.all(), urls)));
  app.get('/mailbox.css', (_request, reply) => reply.type('text/css').send(MAILBOX_CSS));
  app.get('/mailbox.js', (_request, reply) => reply.type('text/javascript').send(MAILBOX_JS));
  app.get('/newest', () => ({ id: store.all()[0]?.id ?? 0 }));
  app.get('/mails.json', () =>
    store.all().map(({ id, to, from, subject, text, messageHtml }) => ({
      id,
      to,
      from,
      subject,
      text,
      sealed: messageHtml !== undefined,
    })),
  );

  const withMail = (id: string, reply: FastifyReply, send: (mail: StoredMail) => FastifyReply): FastifyReply => {
    const mail = /^\d{1,9}$/.test(id) ? store.find(Number(id)) : undefined;
    return mail === undefined ? html(reply.code(404), PAGE_CSP, notFoundPage()) : send(mail);
  };

  app.get<{ Params: { id: string } }>('/mails/:id/message.html', (request, reply) =>
    withMail(request.params.id, reply, ({ messageHtml }) =>
      messageHtml === undefined
        ? html(reply.code(404), PAGE_CSP, notFoundPage())
        : html(
            reply,
            `default-src 'none'; style-src 'unsafe-inline'; form-action ${urls.portal}; base-uri 'none'; frame-ancestors 'none'`,
            messageHtml,
          ),
    ),
  );
  app.get<{ Params: { id: string } }>('/mails/:id/download', (request, reply) =>
    withMail(request.params.id, reply, ({ messageHtml, raw }) =>
      messageHtml === undefined
        ? reply.type('message/rfc822').header('content-disposition', 'attachment; filename="mail.eml"').send(raw)
        : reply.type('text/html').header('content-disposition', 'attachment; filename="message.html"').send(messageHtml),
    ),
  );
  app.get<{ Params: { id: string } }>('/mails/:id/mail.eml', (request, reply) =>
    withMail(request.params.id, reply, ({ raw }) =>
      reply.type('message/rfc822').header('content-disposition', 'attachment; filename="mail.eml"').send(raw),
    ),
  );
  app.setNotFoundHandler((_request, reply) => html(reply.code(404), PAGE_CSP, notFoundPage()));
  return app;
}

function html(reply: FastifyReply, csp: string, page: string | Buffer): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', csp).send(page);
}
