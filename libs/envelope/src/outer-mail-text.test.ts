import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, languageEntry } from './languages.ts';
import { outerSubject, outerText } from './outer-mail-text.ts';

const portal = new URL('https://mail.example.org');

describe('the texts of the outer mail', () => {
  it.each(LANGUAGES)('in %s name the sender and the portal, and end in English', (language) => {
    const text = outerText({ language, senderName: 'Clinic Example', portal });
    const subject = outerSubject({ language, senderName: 'Clinic Example', portal });
    expect(`${text}${subject}`).not.toMatch(/[{}]|undefined/);
    for (const name of ['Clinic Example', 'mail.example.org', 'https://mail.example.org', 'message.html'])
      expect(text).toContain(name);
    expect(subject).toContain('Clinic Example');
    expect(text.match(/Clinic Example has sent you a protected message/g)).toHaveLength(1);
    expect(text).toMatch(/Ask the sender first, in a way that you already know\.$/);
    if (language !== 'en') {
      expect(text.startsWith(languageEntry(language).texts.heading.split('{sender}')[0] ?? '')).toBe(true);
      expect(subject).toMatch(/ \/ Protected message$/);
    }
  });

  it('keep a name apart from what is read in the other direction', () => {
    expect(outerSubject({ language: 'ar', senderName: 'Clinic (1)', portal })).toContain('\u2068Clinic (1)\u2069');
    expect(outerSubject({ language: 'en', senderName: '\u05d1\u05e0\u05e7 (1)', portal })).toContain(
      '\u2068\u05d1\u05e0\u05e7 (1)\u2069',
    );
    expect(outerText({ language: 'he', senderName: 'Clinic', portal })).toContain('\u2068https://mail.example.org\u2069');
    expect(outerSubject({ language: 'de', senderName: 'Clinic', portal })).toBe(
      'Gesch\u00fctzte Nachricht von Clinic / Protected message',
    );
  });

  it('leave a sender who is named like a variable as it is', () => {
    expect(outerSubject({ language: 'en', senderName: '{portal} $& $1', portal })).toBe('Protected message from {portal} $& $1');
  });
});
