import { Parser } from 'htmlparser2';

const BLOCKS = new Set(
  'address article aside blockquote br caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul'.split(
    ' ',
  ),
);

export interface HtmlText {
  readonly text: string;
  /** There is a letter or a picture in it. */
  readonly visible: boolean;
}

/** What sanitised HTML says, as plain text. */
export function htmlText(sanitised: string): HtmlText {
  const pieces: string[] = [];
  let pictures = 0;
  const parser = new Parser({
    onopentag: (name, { src }) => {
      if (BLOCKS.has(name)) pieces.push('\n');
      else if (name === 'td' || name === 'th') pieces.push('\t');
      if (name === 'img' && src !== undefined) pictures += 1;
    },
    ontext: (text) => pieces.push(text.replace(/\s+/g, ' ')),
    onclosetag: (name) => {
      if (BLOCKS.has(name) && name !== 'br') pieces.push('\n');
    },
  });
  parser.end(sanitised);
  const text = tidy(pieces.join(''));
  return { text, visible: pictures > 0 || /[^\s\p{Cf}]/u.test(text) };
}

function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '')
    .join('\n')
    .trim();
}
