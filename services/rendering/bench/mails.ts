// Mails to measure with: the same ones each time, and no two rows alike, so that
// nothing is fast because it was seen before that would not be in a real mail.
const STYLES = [
  'padding:8px;color:#333;background-color:#fafafa',
  'padding: 8px 16px; font-family: Arial, Helvetica, sans-serif; font-size: 14px; line-height: 20px;',
  'margin:0;font-weight:bold;color:rgb(0,51,102)',
  'border-bottom:1px solid #dddddd;text-align:left;vertical-align:top',
];
const WORDS = 'an order of spring flowers, delivered before noon & paid — with 20 € off, if you’d like to see it: "here"'.split(
  ' ',
);

/** A newsletter of about so many bytes: tables, links, pictures, entities, a style sheet. */
export function newsletter(bytes: number): string {
  const rows: string[] = [];
  for (let [n, length] = [0, 0]; length < bytes; n++) {
    const row = rowOf(n);
    rows.push(row);
    length += Buffer.byteLength(row);
  }
  const style = '.cell{font:14px Arial}@media(max-width:600px){.cell{display:block}}';
  return `<!DOCTYPE html><html><head><style>${style}</style></head><body bgcolor="#ffffff"><table width="600">\r\n${rows.join('\r\n')}\r\n</table></body></html>`;
}

function rowOf(n: number): string {
  const style = n % 10 === 0 ? `width:${n}px` : STYLES[n % STYLES.length];
  const text = Array.from({ length: 12 }, (_, index) => WORDS[(n * 7 + index * index) % WORDS.length]).join(' ');
  const picture = n % 8 === 0 ? `<img src="https://images.example/${n}.png" width="60" height="60" alt="No. ${n}">` : '';
  return `<tr><td class="cell" align="left" style="${style}">${picture}<a href="https://shop.example/item/${n}?utm_source=mail&amp;id=${n}" target="_blank">Item ${n}</a> and <b>bold</b> ${text.replaceAll('& ', '&amp; ')}&nbsp;</td></tr>`;
}

/** A mail that is HTML and nothing else. */
export function htmlMail(bytes: number): Buffer {
  return Buffer.from(
    `From: Ada <ada@sender.example>\r\nSubject: News\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${newsletter(bytes)}\r\n`,
  );
}

/** A mail with a page of HTML and attachments of so many bytes in base64 lines, of 5 MB each. */
export function mailWithAttachments(bytes: number): Buffer {
  const parts = [`Content-Type: text/html; charset=utf-8\r\n\r\n${newsletter(10_000)}\r\n`];
  for (let left = bytes; left > 0; left -= 5_000_000) {
    const content = Buffer.alloc(Math.min(left, 5_000_000)).map((_, index) => (index * index) >> 5);
    const base64 = content.toString('base64').replace(/.{76}/g, '$&\r\n');
    parts.push(
      `Content-Type: application/pdf; name=report-${parts.length}.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`,
    );
  }
  const body = parts.map((part) => `--b\r\n${part}`).join('');
  return Buffer.from(
    `From: Ada <ada@sender.example>\r\nSubject: Files\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${body}--b--\r\n`,
  );
}
