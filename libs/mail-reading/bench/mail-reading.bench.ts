// Sanitising HTML against its floor: one pass of the tokenizer that any
// sanitiser needs, over the same bytes.
import { Parser } from 'htmlparser2';
import { sanitiseHtml } from '../src/index.ts';

const ROW =
  '<tr><td style="padding:8px;color:#333;background-color:#fafafa" class="cell" align="left"><a href="https://example.org/path?x=1">A link</a> and <b>bold</b> text &amp; an entity</td></tr>';

function newsletter(bytes: number): string {
  const rows = ROW.repeat(Math.ceil(bytes / ROW.length));
  return `<style>.cell{font:14px Arial}@media(max-width:600px){.cell{display:block}}</style><table width="600">${rows}</table>`;
}

/** Median CPU milliseconds. */
function cpu(run: () => void, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0;
}

for (const [name, bytes, runs] of [
  ['10 KB', 10_000, 101],
  ['100 KB', 100_000, 31],
  ['1 MB', 1_000_000, 9],
] as const) {
  const html = newsletter(bytes);
  const floor = cpu(() => new Parser({}).end(html), runs);
  const ours = cpu(() => sanitiseHtml(html), runs);
  process.stdout.write(
    `${name.padEnd(8)} ${ours.toFixed(1).padStart(8)} ms CPU  floor ${floor.toFixed(1).padStart(7)} ms  ratio ${(ours / floor).toFixed(1)}\n`,
  );
}
