// Every kind of mail that there is, one fixture each, and what a reader sees of it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.ts';

const open = (name: string) => readMail(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));
const bodyOf = (html: string) => html.slice(html.indexOf('<body>') + 6, html.indexOf('</body>'));

describe('text in a character set', () => {
  it.each([
    ['euc-jp.eml', '議事録', '午後三時に会議をします。'],
    ['gb2312.eml', '会议', '下午三点开会。'],
    ['iso-8859-2.eml', 'Zaproszenie', 'Zażółć gęślą jaźń.'],
    ['iso-8859-5.eml', 'Отчёт', 'Привет, мир.'],
    ['iso-8859-7.eml', 'Αναφορά', 'Καλημέρα κόσμε.'],
    ['iso-8859-8-i.eml', 'דוח', 'שלום עולם.'],
    ['iso-8859-9.eml', 'Toplantı', 'Güneşli bir öğleden sonra, ışık.'],
    ['iso-8859-15.eml', 'Prix', 'Cela coûte 20 €'],
    ['koi8-u.eml', 'Звіт', 'Привіт, їжаче, ґанок.'],
    ['windows-874.eml', 'รายงาน', 'สวัสดีชาวโลก'],
    ['windows-1250.eml', 'Zpráva', 'Příliš žluťoučký kůň.'],
    ['windows-1252.eml', 'Café', '“Déjà vu” — 20 €'],
    ['windows-1253.eml', 'Αναφορά', 'Καλημέρα κόσμε.'],
    ['windows-1254.eml', 'Toplantı', 'İstanbul’da ışık.'],
    ['windows-1255.eml', 'דוח', 'שלום עולם.'],
    ['windows-1257.eml', 'Ataskaita', 'Ąžuolas ir šermukšnis.'],
    ['windows-1258.eml', 'Báo cáo', 'Đường phố'],
    ['utf-16-marked.eml', 'marked', 'Grüße aus Köln'],
    ['utf-8-marked-latin-1.eml', 'marked', 'Grüße aus Köln'],
    ['utf-8-labelled-latin-1.eml', 'wrong label', 'Grüße — “aus” Köln'],
    ['html-meta-charset.eml', 'meta', 'Привет, мир.'],
  ])('%s is read without a doubt', async (name, subject, text) => {
    const read = await open(name);
    expect(read.subject).toBe(subject);
    expect(read.text.normalize('NFC')).toContain(text);
    expect(read.warnings).toEqual([]);
  });

  it.each([
    ['8-bit-without-charset.eml', 'Grüße', 'Grüße aus Köln'],
    ['8-bit-hinted.eml', 'Отчёт', 'Привет, мир.'],
    ['iso-2022-jp-without-charset.eml', '議事録', '午後三時に会議をします。'],
    ['latin-1-labelled-utf-8.eml', 'wrong label', 'Grüße aus Köln'],
  ])('%s is a guess, and said to be one', async (name, subject, text) => {
    const read = await open(name);
    expect([read.subject, read.text.trim(), read.warnings]).toEqual([subject, text, ['charset']]);
  });
});

describe('headers', () => {
  it('may have encoded words of several character sets, cut in a character, quoted and unfinished', async () => {
    const { subject, from, to } = await open('words.eml');
    expect(subject).toBe('é é你 abc =?utf-8?Q?not closed');
    expect(from).toEqual([{ name: 'Hopper, Grace', address: 'grace@sender.example' }]);
    // What an encoded word says is a name, never an address.
    expect(to).toEqual([
      { name: 'Keld Jørn Simonsen', address: 'keld@dkuug.example' },
      { name: 'boss@bank.example', address: 'ada@sender.example' },
    ]);
  });

  it('may have parameters in pieces, in any order and with a character set', async () => {
    const { attachments, text } = await open('parameters.eml');
    expect(text.trim()).toBe('See the files.');
    expect(attachments.map(({ name }) => name)).toEqual([
      'Gebühren für.pdf',
      'a very long name in two pieces.pdf',
      '会议.pdf',
      'quo_ted.pdf',
    ]);
  });

  it('may have addresses in any alphabet', async () => {
    const { from, to, warnings } = await open('internationalised-addresses.eml');
    expect(from).toEqual([{ name: '用户', address: '用户@例子.example' }]);
    expect(to).toEqual([{ name: '', address: 'δοκιμή@παράδειγμα.example' }]);
    expect(warnings).toEqual([]);
  });
});

describe('a mail with', () => {
  it.each([
    ['signed-pgp.eml', '<p>Signed, <b>in HTML</b>.</p>', ['signature.asc'], []],
    ['signed-smime.eml', 'Signed with a certificate.', ['smime.p7s'], []],
    ['encrypted-smime.eml', '', ['smime.p7m'], ['encrypted']],
    ['encrypted-pgp.eml', '', ['attachment-1.bin', 'encrypted.asc'], ['encrypted']],
    ['report-bounce.eml', 'could not be delivered', ['attachment-1.txt', 'Shall we meet_.eml'], []],
    ['report-read.eml', 'Your mail was displayed.', ['attachment-1.txt', 'attachment-2.txt'], []],
    ['winmail.eml', 'See the files.', ['winmail.dat'], ['tnef']],
    ['type-without-subtype.eml', 'Just text.', [], []],
    ['unknown-kind-of-text.eml', '# Plan', [], []],
    ['base64-that-is-none.eml', '<p>Nobody encoded this.</p>', [], ['damaged']],
    ['alternative-amp.eml', '<p>In HTML.</p>', [], []],
    ['carriage-returns.eml', 'Two\nlines', [], []],
    ['multipart-without-parts.eml', '', [], ['empty']],
  ])('%s shows what is meant for people, and keeps the rest', async (name, text, files, warnings) => {
    const read = await open(name);
    expect(bodyOf(read.html)).toContain(text);
    expect(read.attachments.filter(({ inline }) => !inline).map((file) => file.name)).toEqual(files);
    expect(read.warnings).toEqual(warnings);
  });
});

describe('lines that flow', () => {
  it('go on in the same voice only', async () => {
    expect((await open('flowed-quotes.eml')).text.trimEnd().split('\n')).toEqual([
      '>> The first voice goes on for two lines.',
      '> The second voice ',
      'is cut off by me, and I go on.',
      'From the start, with a stuffed space',
      '> and this is no quote',
      '-- ',
      'Ada',
    ]);
  });

  it('have no spaces where there are none between words', async () => {
    expect((await open('flowed-delsp.eml')).text.trim()).toBe('午後三時に会議をします。');
  });
});

describe('a calendar', () => {
  it.each([
    ['invitation.eml', 'invitation', 2, undefined],
    ['cancellation.eml', 'cancellation', 2, undefined],
    ['answer.eml', 'declined', 0, { name: 'Bob', address: 'bob@example.org' }],
  ])('of %s is one event, and a file to save', async (name, kind, attendeeCount, attendee) => {
    const { events, attachments, text } = await open(name);
    expect(events).toEqual([
      {
        kind,
        title: 'Walk along the harbour — 港',
        location: 'Pier 4',
        organiser: { name: 'Ada', address: 'ada@sender.example' },
        attendee,
        attendeeCount,
        repeats: false,
        time: {
          clock: 'instant',
          start: Date.UTC(2026, 11, 1, 13) / 1000,
          end: Date.UTC(2026, 11, 1, 14) / 1000,
          zone: 'Europe/Berlin',
        },
      },
    ]);
    expect(text.trim()).toBe('A walk along the harbour.');
    expect(attachments.every(({ mediaType }) => /calendar|ics/.test(mediaType))).toBe(true);
  });

  it('that nobody can read is a file, and said to be damaged', async () => {
    const { events, attachments, warnings } = await readMail(
      Buffer.from('Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;:x\r\n'),
    );
    expect([events, attachments.length, warnings]).toEqual([[], 1, ['damaged']]);
  });
});

describe('a mail in a mail', () => {
  it('opens below the text, as safe as the text, and is a file under its subject', async () => {
    const { html, attachments, remoteCount, warnings } = await open('attached-mail.eml');
    const body = bodyOf(html);
    expect(body).toMatch(/^<div class="m-plain-text">See below\.\n<\/div><details style="[^"]*"><summary/);
    expect(body).toContain('<bdi>Grüße</bdi></summary>');
    expect(body).toContain('<bdi>Grace &#60;grace@example.org&#62;</bdi>');
    expect(body).toContain('<bdi>2026-11-24 12:00 UTC</bdi>');
    expect(body).toContain('<p>From the <i>inner</i> mail</p>');
    expect(body).toContain('<li><bdi>plan.pdf</bdi></li>');
    expect(html).not.toMatch(/alert|color:\s*red|tracker/);
    expect([attachments.map(({ name }) => name), remoteCount, warnings]).toEqual([['Grüße.eml'], 1, []]);
  });

  it('is open where there is nothing else to see', async () => {
    const { html, warnings } = await open('digest.eml');
    expect(bodyOf(html).match(/<details [^>]*open=""/g)).toHaveLength(2);
    expect([html.includes('One.'), html.includes('Two.'), warnings]).toEqual([true, true, []]);
  });

  it('in a mail in a mail opens three deep, and the next is named', async () => {
    const body = bodyOf((await open('mails-in-mails.eml')).html);
    expect(body.match(/<bdi>level \d<\/bdi>/g)).toEqual(['<bdi>level 2</bdi>', '<bdi>level 3</bdi>', '<bdi>level 4</bdi>']);
    expect(body).not.toContain('The bottom.');
    expect(body).toContain('<li><bdi>level 5.eml</bdi></li>');
  });

  it('cannot close what it stands in', async () => {
    const inner =
      'Subject: </summary></details><b>x\r\nContent-Type: text/html\r\n\r\n</details></div><p>in</p></body></html><plaintext>';
    const { html } = await readMail(Buffer.from(`Content-Type: message/rfc822\r\n\r\n${inner}`));
    expect(html.match(/<\/details>/g)).toHaveLength(1);
    expect(html).toContain('&#60;/summary&#62;&#60;/details&#62;&#60;b&#62;x');
    expect(html).toMatch(/<p>in<\/p>.*<\/details><\/body><\/html>$/s);
  });
});
