// The line over time, drawn by uPlot from the table behind it. It can be read
// point by point, with a pointer or the arrow keys, and a stretch of it becomes
// the period. The line that the server drew stays for printing.
import uPlot from 'uplot';

interface Series {
  /** Unix seconds. */
  readonly at: readonly number[];
  readonly now: readonly (number | null)[];
  readonly before: readonly (number | null)[];
  /** A sentence for each point, out of its row of the table. */
  readonly words: readonly string[];
}

const HEIGHT = 280;
const COUNT = new Intl.NumberFormat('en');
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
/** Between two labels of the time axis, in CSS pixels. */
const LABEL_SPACE = 84;
/** In seconds; beyond it labels name months. */
const LONG = 200 * 86_400;

/** Draws it, if it is on the page. Returns what takes it away again. */
export function drawTimeline(): () => void {
  const place = document.getElementById('timeline-chart');
  const table = document.getElementById(place?.dataset['table'] ?? '');
  if (place === null || !(table instanceof HTMLTableElement)) return () => {};
  const series = readTable(table);
  if (series.at.length < 2) return () => {};
  const readout = document.createElement('p');
  readout.className = 'readout';
  const holder = document.createElement('div');
  holder.className = 'live-plot';
  place.append(readout, holder);
  let chart = makeChart(holder, series, readout);
  makeReadable(holder, series, place.dataset['metric'] ?? '', (at) => moveTo(chart, series, at));

  const resized = new ResizeObserver(() => chart.setSize({ width: holder.clientWidth, height: HEIGHT }));
  resized.observe(holder);
  const colours = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => {
    chart.destroy();
    chart = makeChart(holder, series, readout);
  };
  colours.addEventListener('change', redraw);
  return () => {
    resized.disconnect();
    colours.removeEventListener('change', redraw);
    chart.destroy();
  };
}

function readTable(table: HTMLTableElement): Series {
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const numbers = (name: string) => rows.map(({ dataset }) => (dataset[name] === '' ? null : Number(dataset[name])));
  return {
    at: rows.map(({ dataset }) => Number(dataset['at'])),
    now: numbers('now'),
    before: numbers('before'),
    words: rows.map(({ cells }) => wordsOf([...cells].map(({ textContent }) => textContent ?? ''))),
  };
}

function wordsOf([day = '', now = '', before = '', change = '']: readonly string[]): string {
  if (before === '') return `${day}: ${now}`;
  return `${day}: ${now}, before: ${before} (${change})`;
}

function makeChart(holder: HTMLElement, { at, now, before, words }: Series, readout: HTMLElement): uPlot {
  const styles = getComputedStyle(document.documentElement);
  const colour = (name: string) => styles.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    font: '13px system-ui, sans-serif',
  };
  const points = { size: 7 };
  const options: uPlot.Options = {
    width: holder.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
    scales: { y: { range: (_chart, _min, max) => [0, Math.max(4, max * 1.08)] } },
    axes: [
      { ...axis, space: LABEL_SPACE, values: (_chart, ticks) => ticks.map(labelOf(at)) },
      { ...axis, size: 64, values: (_chart, ticks) => ticks.map((tick) => COUNT.format(tick)) },
    ],
    series: [
      {},
      { stroke: colour('accent'), width: 2, fill: colour('accent-soft'), points: { ...points, show: at.length <= 62 } },
      { stroke: colour('muted'), width: 1.5, dash: [6, 5], points: { show: false } },
    ],
    cursor: { y: false, drag: { x: true, y: false, setScale: false } },
    hooks: {
      setCursor: [
        ({ cursor: { idx } }) => {
          readout.textContent = idx === null || idx === undefined ? '' : (words[idx] ?? '');
        },
      ],
      setSelect: [(chart) => choosePeriod(chart, at)],
    },
  };
  return new uPlot(options, [[...at], [...now], [...before]], holder);
}

function labelOf(at: readonly number[]): (seconds: number) => string {
  const format = (at.at(-1) ?? 0) - (at[0] ?? 0) > LONG ? MONTH : DAY;
  return (seconds) => format.format(seconds * 1_000);
}

/** The days of the points that were stretched over become the period. */
function choosePeriod(chart: uPlot, at: readonly number[]): void {
  const { left, width } = chart.select;
  if (width < 12) return;
  const [from, to] = [chart.posToIdx(left), chart.posToIdx(left + width)].map((index) => at[index]);
  if (from === undefined || to === undefined || from === to) return;
  const detail = new URLSearchParams({ from: dayOf(from), to: dayOf(to) }).toString();
  document.dispatchEvent(new CustomEvent('postern-days', { detail }));
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 10);
}

function moveTo(chart: uPlot, { at, now }: Series, index: number): void {
  chart.setCursor({ left: chart.valToPos(at[index] ?? 0, 'x'), top: chart.valToPos(now[index] ?? 0, 'y') });
}

/** A slider over the points, for keyboards and for screen readers. */
function makeReadable(holder: HTMLElement, { words }: Series, metric: string, move: (index: number) => void): void {
  const last = words.length - 1;
  let index = last;
  const attributes = {
    tabindex: '0',
    role: 'slider',
    'aria-label': `${metric} over time, point by point`,
    'aria-valuemin': '0',
    'aria-valuemax': String(last),
  };
  for (const [name, value] of Object.entries(attributes)) holder.setAttribute(name, value);
  const tell = () => {
    holder.setAttribute('aria-valuenow', String(index));
    holder.setAttribute('aria-valuetext', words[index] ?? '');
  };
  const steps: Readonly<Record<string, (from: number) => number>> = {
    ArrowLeft: (from) => from - 1,
    ArrowDown: (from) => from - 1,
    ArrowRight: (from) => from + 1,
    ArrowUp: (from) => from + 1,
    PageDown: (from) => from - 7,
    PageUp: (from) => from + 7,
    Home: () => 0,
    End: () => last,
  };
  tell();
  holder.addEventListener('focus', () => move(index));
  holder.addEventListener('keydown', (event) => {
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    index = Math.min(last, Math.max(0, step(index)));
    tell();
    move(index);
  });
}
