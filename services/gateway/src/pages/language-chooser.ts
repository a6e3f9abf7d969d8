// Every page can be had in every language. The chooser is a form, since a GET
// changes nothing. On a page that holds a sealed message its fields belong to
// the form that holds it, so that the message comes back with the same page.
import { html, type SafeHtml } from '@postern/html';
import { LANGUAGES, ownNameOf } from '@postern/languages';
import { SEALED_FORM, type Step } from './carried.ts';
import { ICONS } from './icons.ts';
import type { PageContext } from './page-context.ts';

export const LANGUAGE_PATH = '/language';

/** `step`: where the reader is with the message that waits in this page, if one does. */
export function languageChooser({ texts, path }: PageContext, step: Step | undefined): SafeHtml {
  if (step === undefined)
    return html`<form class="chooser" method="post" action="${LANGUAGE_PATH}"><input type="hidden" name="back" value="${path}">
${fields(texts, false)}</form>`;
  return html`<div class="chooser"><input type="hidden" id="language-step" form="${SEALED_FORM}" name="step" value="${step}">
${fields(texts, html` form="${SEALED_FORM}"`)}</div>`;
}

function fields({ text, locale }: PageContext['texts'], form: SafeHtml | false): SafeHtml {
  const option = (language: (typeof LANGUAGES)[number]) =>
    html`<option value="${language}" lang="${language}"${language === locale && html` selected`}>${ownNameOf(language)}</option>`;
  const elsewhere = form && html` formaction="${LANGUAGE_PATH}" formnovalidate`;
  return html`<label for="language">${ICONS.globe}${text('language.label')}</label>
<select id="language" name="lang"${form} autocomplete="off">${LANGUAGES.map(option)}</select>
<button class="secondary" type="submit" id="language-submit"${form}${elsewhere}>${text('language.submit')}</button>`;
}
