import { describe, expect, it } from '@jest/globals';
import { escapeAttributeBytes, html } from './html.ts';

describe('the html template', () => {
  it('escapes what could end a text or an attribute', () => {
    expect(html`<a title="${`"'<>&`}">${'<script>'}</a>`.text).toBe('<a title="&quot;&#39;&lt;&gt;&amp;">&lt;script&gt;</a>');
  });

  it('takes its own results as they are, alone and in lists', () => {
    expect(html`<ul>${['a', '<'].map((item) => html`<li>${item}</li>`)}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li></ul>');
  });

  it('leaves out what is absent, and keeps a zero', () => {
    expect(html`${undefined}${false}${0}`.text).toBe('0');
  });

  it('is not fooled by an object that looks like its result', () => {
    const forged: unknown = JSON.parse('{"text":"<script>"}');
    expect(() => html`${forged as string}`.text).toThrow(TypeError);
  });
});

describe('an attribute escaped as a stream', () => {
  it('is the same whatever the cuts', () => {
    const whole = Buffer.from('<p title="é & 漢">"&amp;"</p>');
    const escaped = escapeAttributeBytes(whole).toString();
    expect(escaped).toBe('&lt;p title=&quot;é &amp; 漢&quot;>&quot;&amp;amp;&quot;&lt;/p>');
    for (let cut = 0; cut <= whole.length; cut++) {
      const parts = [whole.subarray(0, cut), whole.subarray(cut)].map(escapeAttributeBytes);
      expect(Buffer.concat(parts).toString()).toBe(escaped);
    }
  });
});
