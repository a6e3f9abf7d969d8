import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LANGUAGES } from './languages.ts';
import { messageHtml } from './message-html.ts';
import { TEMPLATE_VERSION } from './message-html-page.ts';
import { templateHashes } from './template-hashes.ts';

const SPECIFICATION = readFileSync(new URL('../../../docs/spec/envelope.md', import.meta.url), 'utf8');

describe('the template', () => {
  // A change here is a change of what the world was promised: it needs a new version of the template.
  it('is, in every language, the one whose hash the specification publishes', () => {
    const published = new Map(
      [...SPECIFICATION.matchAll(/^\| (\d+) +\| `([A-Za-z-]+)` +\| `([0-9a-f]{64})` +\|$/gm)]
        .filter(([, version]) => version === String(TEMPLATE_VERSION))
        .map(([, , language, hash]) => [language, hash]),
    );
    expect(Object.fromEntries(templateHashes())).toEqual(Object.fromEntries(published));
    expect(published.size).toBe(LANGUAGES.length);
  });

  it('has a hash that anyone can make from an attachment, by putting the placeholders in', () => {
    const name = fc.stringMatching(/^[a-z]{1,80}$/);
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), name, fc.domain(), fc.nat(9000), (language, senderName, domain, port) => {
        const portal = new URL(`https://${domain}:${port + 1000}`);
        const html = messageHtml({
          language,
          senderName,
          portalUrl: portal.href,
          capsule: 'abc.def',
          body: Buffer.from('ghi.jkl'),
        }).toString('latin1');
        const filled = html
          .replaceAll(`>${senderName}<`, '>SENDER<')
          .replaceAll(portal.host, 'portal.invalid')
          .replace('abc.def', 'CAPSULE')
          .replace('ghi.jkl', 'BODY');
        expect(createHash('sha256').update(filled, 'latin1').digest('hex')).toBe(templateHashes().get(language));
      }),
    );
  });
});
