import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Everything in WCAG 2.2 AA and the best practices that axe can see; the message's own HTML is its sender's. */
export function accessibilityFindings(page: Page): Promise<readonly string[]> {
  return findings(axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']));
}

/** What can be wrong with a page in other colours when nothing else of it has changed. */
export function contrastFindings(page: Page): Promise<readonly string[]> {
  return findings(axeOn(page).withRules(['color-contrast', 'link-in-text-block']));
}

/** In the page alone: there is no frame to look into, and for frames axe opens a page of its own each time. */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .exclude('.message-frame, .message-shell');
}

async function findings(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
