// Which data the portal uses, for what, and where that can be checked. The text
// is in src/pages/privacy, one file a language; here it gets its lists, its
// date and the files that bear it out.
import { html, type SafeHtml } from '@postern/html';
import { ENUMERATED_FIELDS, MAX_SENDER_ORGANISATION, NUMBERED_FIELDS, USAGE_FIELDS } from '@postern/usage';
import type { OperatorSettings } from '../operator-settings.ts';
import type { Page, PageContext } from './document.ts';
import { ENGLISH_STATEMENT } from './privacy/en.ts';
import {
  COOKIE_NAMES,
  EVIDENCE,
  LAST_UPDATED,
  type SectionId,
  type Statement,
  type UsageFieldName,
} from './privacy/statement.ts';
import { TRADITIONAL_CHINESE_STATEMENT } from './privacy/zh-hant.ts';

const STATEMENTS: readonly Statement[] = [TRADITIONAL_CHINESE_STATEMENT, ENGLISH_STATEMENT];
const SECTIONS = Object.keys(EVIDENCE).filter((id): id is SectionId => Object.hasOwn(EVIDENCE, id));
const FIELDS: readonly UsageFieldName[] = [...ENUMERATED_FIELDS, ...NUMBERED_FIELDS];

export function privacyPage({ texts, host }: PageContext, { operator, docsUrl }: OperatorSettings): Page {
  const statement = STATEMENTS.find(({ lang }) => lang === texts.locale) ?? ENGLISH_STATEMENT;
  const { lang, sections } = statement;
  const isTranslated = lang === texts.locale;
  const title = texts.text('privacy.title');
  const section = (id: SectionId) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${sections[id].title}</h2>
${sections[id].body({ host, operator })}${listOf(id, statement)}
${evidence(statement, id, docsUrl)}
</section>`;
  return {
    status: 200,
    title,
    content: html`<article class="card statement"><header><h1>${title}</h1>
<p class="hint">${texts.text('privacy.updated', { date: longDate(texts.locale) })}</p></header>
${!isTranslated && html`<p class="alert">${texts.text('privacy.in_english')}</p>`}
<nav aria-label="${texts.text('privacy.contents')}"><ol class="contents"${foreign(isTranslated)}>
${SECTIONS.map((id) => html`<li><a href="#${id}">${sections[id].title}</a></li>`)}
</ol></nav>
<div class="sections"${foreign(isTranslated)}>${SECTIONS.map(section)}</div>
</article>`,
  };
}

/** The frame is in the reader's language, and what stands in it in English. */
const foreign = (isTranslated: boolean): SafeHtml | false => !isTranslated && html` lang="en" dir="ltr"`;

function longDate(locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(LAST_UPDATED));
}

/** What a section lists one by one. */
function listOf(id: SectionId, { labels, cookies, fields }: Statement): SafeHtml | false {
  if (id === 'cookies')
    return list(COOKIE_NAMES.map((name) => [name, cookies[name].purpose, `${labels.lifetime}: ${cookies[name].lifetime}`]));
  if (id === 'counted') return list(FIELDS.map((name) => [name, fields[name], `${labels.values}: ${valuesOf(name)}`]));
  return false;
}

/** All that a field can say, in whichever language. */
function valuesOf(name: UsageFieldName): string {
  if (name === 'hour') return 'YYYY-MM-DD HH:00 UTC';
  if (name === 'senderOrganisation') return `1–${MAX_SENDER_ORGANISATION}`;
  return USAGE_FIELDS[name].join(', ');
}

function list(rows: readonly (readonly [name: string, meaning: string, more: string])[]): SafeHtml {
  const row = ([name, meaning, more]: (typeof rows)[number]) =>
    html`<div><dt><code>${name}</code></dt><dd>${meaning}</dd><dd class="hint">${more}</dd></div>`;
  return html`<dl class="listing">${rows.map(row)}</dl>`;
}

/** The paths are ours and hold nothing that a URL would read differently. */
function evidence({ labels }: Statement, id: SectionId, docsUrl: URL | undefined): SafeHtml {
  const file = (path: string): SafeHtml =>
    docsUrl === undefined
      ? html`<code>${path}</code>`
      : html`<a href="${new URL(path, docsUrl).href}" rel="noopener noreferrer"><code>${path}</code></a>`;
  return html`<div class="evidence"><p>${labels.evidence}</p><ul>${EVIDENCE[id].map((path) => html`<li>${file(path)}</li>`)}</ul></div>`;
}
