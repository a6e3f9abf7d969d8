// Sanitising HTML against its floor: one pass of the tokenizer, which whatever
// reads HTML needs, over the same bytes.
import { Tokenizer } from 'htmlparser2';
import { sanitiseHtml } from '../src/index.ts';

const ROW =
  '<tr><td style="padding:8px;color:#333;background-color:#fafafa" class="cell" align="left"><a href="https://example.org/path?x=1">A link</a> and <b>bold</b> text &amp; an entity</td></tr>';

function newsletter(bytes: number): string {
  const rows = ROW.repeat(Math.ceil(bytes / ROW.length));
  return `<style>.cell{font:14px Arial}@media(max-width:600px){.cell{display:block}}</style><table width="600">${rows}</table>`;
}

function ignore(): void {}

function tokenize(html: string): void {
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onattribdata: ignore,
      onattribend: ignore,
      onattribentity: ignore,
      onattribname: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
      ontext: ignore,
      ontextentity: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

/** Median CPU milliseconds of one run. Short runs are measured many at a time, for the clock of a process is coarse. */
function cpu(run: () => void, samples: number, runsEach: number): number {
  const times = Array.from({ length: samples }, () => {
    const start = process.cpuUsage();
    for (let n = 0; n < runsEach; n++) run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / runsEach;
  });
  return times.sort((a, b) => a - b)[samples >> 1] ?? 0;
}

for (const [name, bytes, runsEach] of [
  ['10 KB', 10_000, 50],
  ['100 KB', 100_000, 5],
  ['1 MB', 1_000_000, 1],
] as const) {
  const html = newsletter(bytes);
  const floor = cpu(() => tokenize(html), 15, 4 * runsEach);
  const ours = cpu(() => sanitiseHtml(html), 15, runsEach);
  process.stdout.write(
    `${name.padEnd(8)} ${ours.toFixed(2).padStart(8)} ms CPU  floor ${floor.toFixed(2).padStart(7)} ms  ratio ${(ours / floor).toFixed(1)}\n`,
  );
}
