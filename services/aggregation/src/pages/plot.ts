// The line of a count over time, drawn on the server: it needs no script, it
// prints, and its colours follow the page's. Text and lines across are placed
// in per cent, so that they keep their size whatever the width; the lines in
// between are stretched.
import { html, type SafeHtml } from '@postern/html';
import { formatCount } from './format.ts';

export interface PlotPoint {
  readonly label: string;
  /** Null: not published; the line has a gap. */
  readonly now: number | null;
  readonly before: number | null;
}

/** Of the plot's height, in per cent: room for labels above and below. */
const [TOP, HEIGHT] = [6, 80];
const TICKS = 4;
const X_LABELS = 4;

export function plot(points: readonly PlotPoint[], title: string): SafeHtml {
  const top = roundUp(Math.max(0, ...points.flatMap(({ now, before }) => [now ?? 0, before ?? 0])));
  const yOf = (value: number) => TOP + HEIGHT * (1 - value / top);
  const ticks = Array.from({ length: TICKS + 1 }, (_unused, at) => (top * at) / TICKS);
  const hasBefore = points.some(({ before }) => before !== null);
  return html`<svg class="plot" role="img" aria-label="${title}" width="100%" height="260">
${ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${yOf(tick).toFixed(2)}%" y2="${yOf(tick).toFixed(2)}%"/><text class="tick" x="2" y="${(yOf(tick) - 1.2).toFixed(2)}%">${tick === 0 ? '0' : formatCount(tick)}</text>`)}
<svg x="0" y="${TOP}%" width="100%" height="${HEIGHT}%" viewBox="0 0 1000 1000" preserveAspectRatio="none">
${
  hasBefore &&
  html`<path class="line before" d="${pathOf(
    points.map(({ before }) => before),
    top,
  )}"/>`
}
<path class="line now" d="${pathOf(
    points.map(({ now }) => now),
    top,
  )}"/></svg>
${labelled(points).map(({ label, at }) => html`<text class="tick" x="${at.toFixed(2)}%" y="97%" text-anchor="${anchorAt(at)}">${label}</text>`)}
</svg>`;
}

/** A point alone, between gaps, is a dash: a line of no length would not be seen. */
function pathOf(values: readonly (number | null)[], top: number): string {
  const last = Math.max(1, values.length - 1);
  return values
    .map((value, at) => {
      if (value === null) return '';
      const [x, y] = [(1_000 * at) / last, 1_000 * (1 - value / top)].map((each) => each.toFixed(1));
      const starts = at === 0 || values[at - 1] === null;
      const ends = at === values.length - 1 || values[at + 1] === null;
      return `${starts ? 'M' : 'L'}${x} ${y}${starts && ends ? 'h4' : ''}`;
    })
    .join('');
}

function labelled(points: readonly PlotPoint[]): { readonly label: string; readonly at: number }[] {
  const last = points.length - 1;
  const count = Math.min(X_LABELS, last);
  const places = Array.from({ length: count + 1 }, (_unused, step) => Math.round((last * step) / Math.max(1, count)));
  return [...new Set(places)].map((at) => ({ label: points[at]?.label ?? '', at: (100 * at) / Math.max(1, last) }));
}

function anchorAt(percent: number): 'start' | 'middle' | 'end' {
  if (percent < 1) return 'start';
  return percent > 99 ? 'end' : 'middle';
}

/** The next of 4, 8, 12, 16, 20, 24, 32, 40 … that four steps divide into round numbers. */
function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))));
  const step =
    [0.4, 0.8, 1.2, 1.6, 2, 2.4, 3.2, 4, 4.8, 6, 8, 10].find((each) => each * unit >= value && each * unit >= TICKS) ?? 10;
  return step * unit;
}
