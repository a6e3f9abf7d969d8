import { describe, expect, it } from '@jest/globals';
import { composePasscodeMail, type PasscodeMailOrder } from './passcode-mail.ts';

const IDENTITY = { from: { name: 'Postern', address: 'no-reply@portal.example' }, portalHost: 'read.portal.example' };
const ORDER: PasscodeMailOrder = {
  address: 'ada@example.org',
  code: '01234567',
  reference: 'BCDF',
  senderName: 'Nimbus Clinic',
  locale: 'en-GB',
  issuedAt: 1_800_000_000_000,
  expiresAt: 1_800_000_600_000,
};
const mail = composePasscodeMail(ORDER, IDENTITY, 'unique');

describe('the passcode mail', () => {
  it.each(['text', 'html'] as const)('says in its %s part what the reader needs', (part) => {
    for (const words of [
      '0123 4567',
      'Nimbus Clinic',
      'Reference: BCDF',
      'within 10 minutes',
      'read.portal.example',
      'If you did not ask for this, ignore this mail',
    ])
      expect(mail[part]).toContain(words);
  });

  it('shows the reference, and neither code nor sender, in the subject', () => {
    expect(mail.subject).toContain('BCDF');
    expect(mail.subject).not.toMatch(/\d{4}|Nimbus/);
  });

  it('has no link, and loads nothing', () => {
    expect(mail.text + mail.html).not.toMatch(/https?:|href|src=|url\(|<img|<link|<script/i);
  });

  it('is a machine’s mail, by the sender’s domain', () => {
    expect(mail.headers['Auto-Submitted']).toBe('auto-generated');
    expect(mail.messageId).toBe('<unique@portal.example>');
    expect(mail.date.getTime()).toBe(ORDER.issuedAt);
  });

  it('speaks English when it does not speak the reader’s language', () => {
    for (const locale of ['', 'xx', 'tlh-Latn', '../../etc', 'constructor'])
      expect(composePasscodeMail({ ...ORDER, locale }, IDENTITY, 'id').subject).toBe(mail.subject);
  });

  it('takes a sender’s name for text, whatever is in it', () => {
    const senderName = 'A & B <b>{reference}</b>\r\nBcc: eve@example.org\u202e';
    const { text, html, subject } = composePasscodeMail({ ...ORDER, senderName }, IDENTITY, 'id');
    expect(text).toContain('from A & B <b>{reference}</b> Bcc: eve@example.org.');
    expect(html).toContain('A &amp; B &lt;b&gt;{reference}&lt;/b&gt; Bcc');
    expect(subject).toBe(mail.subject);
    expect(text + html).not.toMatch(/[\r\u202e]/);
  });

  it('cuts a name that is too long, and not in the middle of a character', () => {
    const { text } = composePasscodeMail({ ...ORDER, senderName: '😀'.repeat(500) }, IDENTITY, 'id');
    expect(text).toContain(`from ${'😀'.repeat(120)}….`);
  });
});
