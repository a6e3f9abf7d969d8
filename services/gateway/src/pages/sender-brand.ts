// The sender's own looks, on the portal's terms. They stand in a box of their
// own, below the portal's line that says which host this is, and colour
// nothing but that box: no button, no link and no seal of ours. The colour is
// the attribute of a drawing, so that no page needs a looser rule for styles.
import { html, type SafeHtml } from '@postern/html';
import type { SenderBrand } from '../domain/sender-brand.ts';
import type { PageContext } from './document.ts';
import { ICONS } from './icons.ts';

/** The portal's word against imitations: always ours, always before what a sender chose. */
export function hostLine({ texts: { text }, host }: PageContext): SafeHtml {
  return html`<p class="host-line">${ICONS.shield}<span>${text('sealed.host')} <bdi class="host">${host}</bdi>. ${text('sealed.host.hint')}</span></p>`;
}

/** The box with logo and name, in the sender's colour if there is one; nothing without a colour and a logo. */
export function senderPlate({ texts: { text } }: PageContext, brand: SenderBrand | undefined): SafeHtml | false {
  if (brand === undefined || (brand.colour === undefined && brand.logo === undefined)) return false;
  const { name, colour, logo } = brand;
  return html`<div class="sender-plate${colour !== undefined && ' coloured'}">${
    colour !== undefined &&
    html`<svg class="sender-colour" aria-hidden="true" focusable="false"><rect width="100%" height="100%" fill="${colour}"/></svg>`
  }${
    logo !== undefined &&
    html`<img class="sender-logo" alt="${text('brand.logo', { sender: name })}" src="data:image/png;base64,${logo.toString('base64')}">`
  }<bdi class="sender-name">${name}</bdi></div>`;
}

/** What the sender wants to have said, and where it says what it does with data. */
export function senderNotes({ texts: { text } }: PageContext, brand: SenderBrand | undefined): SafeHtml | false {
  if (brand === undefined || (brand.disclaimer === undefined && brand.privacy === undefined)) return false;
  const { name: sender, disclaimer, privacy } = brand;
  return html`<div class="sender-notes">${
    disclaimer !== undefined &&
    html`<p><span class="sender-notes-label">${text('brand.disclaimer', { sender })}</span> <bdi>${disclaimer}</bdi></p>`
  }${
    privacy !== undefined &&
    html`<p><a href="${privacy.href}" target="_blank" rel="noopener noreferrer">${text('brand.privacy', { sender, host: privacy.host })}</a></p>`
  }</div>`;
}
