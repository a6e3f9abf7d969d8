import type { StoredMail } from './mail-store.ts';

export interface PortalUrls {
  readonly portal: string;
  readonly usage: string;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/mailbox.css">
<script src="/mailbox.js" defer></script>
</head>
<body>
${body}
</body>
</html>`;
}

/** The inbox, newest mail first. */
export function mailboxPage(mails: readonly StoredMail[], urls: PortalUrls): string {
  return page(
    'Mailbox – Postern standalone',
    `<header>
<p class="product">Postern <span>standalone</span></p>
<nav aria-label="Elsewhere"><a href="${escapeHtml(urls.portal)}">Portal</a> <a href="${escapeHtml(urls.usage)}">Usage</a></nav>
</header>
<main data-newest="${mails[0]?.id ?? 0}">
<h1>Mailbox</h1>
<p class="lead">A mailbox for trying Postern: every mail that this portal sends arrives here and nowhere else. Open the protected message, ask for a passcode, and come back to this page to read the code.</p>
<p class="sr-status" role="status" id="status"></p>
${mails.length === 0 ? '<p>No mail yet.</p>' : `<ol class="mails">${mails.map(mailItem).join('\n')}</ol>`}
</main>
<footer><p>Mails are kept in memory until you stop the program, the last 100 of them.</p></footer>`,
  );
}

function mailItem(mail: StoredMail): string {
  return `<li class="mail${mail.messageHtml === undefined ? '' : ' sealed'}">
<h2>${escapeHtml(mail.subject)}</h2>
<dl>
<div><dt>From</dt><dd>${escapeHtml(mail.from)}</dd></div>
<div><dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd></div>
<div><dt>Arrived</dt><dd><time datetime="${mail.receivedAt.toISOString()}">${mail.receivedAt.toISOString().slice(11, 19)} UTC</time></dd></div>
</dl>
<p class="text">${escapeHtml(mail.text.trim())}</p>
${mail.messageHtml === undefined ? `<p class="actions"><a href="/mails/${mail.id}/mail.eml">Download mail</a></p>` : sealedActions(mail.id)}
</li>`;
}

function sealedActions(id: number): string {
  return `<p class="actions"><a class="button" href="/mails/${id}/message.html" target="_blank" rel="noopener">Open message.html</a>
<a href="/mails/${id}/download">Download message.html</a> <a href="/mails/${id}/mail.eml">Download mail</a></p>`;
}

export function notFoundPage(): string {
  return page('Not found', '<main><h1>There is no such page</h1><p><a href="/">Back to the mailbox</a></p></main>');
}
