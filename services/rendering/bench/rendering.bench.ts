import work from '../src/adapters/render-worker.ts';
import { floor } from './floor.ts';
import { htmlMail, mailWithAttachments } from './mails.ts';
import { type Sealed, seal } from './sealed.ts';
import { createUsualWay } from './usual-way.ts';

async function ours({ body, key, digest }: Sealed): Promise<void> {
  await work({
    body: new Uint8Array(body),
    contentKey: new Uint8Array(key),
    bodyDigest: new Uint8Array(digest),
    want: { kind: 'message', remoteContent: 'blocked' },
  });
}

/** CPU milliseconds of one run, the median of many. Short runs are measured many at a time, for the clock of a process is coarse. */
async function cpu(run: () => unknown, { samples, runsEach }: { samples: number; runsEach: number }): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const start = process.cpuUsage();
    for (let n = 0; n < runsEach; n++) await run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1_000 / runsEach);
  }
  return times.sort((a, b) => a - b)[samples >> 1] ?? 0;
}

const MAILS: readonly [string, Buffer, { samples: number; runsEach: number }][] = [
  ['10 KB of HTML', htmlMail(10_000), { samples: 21, runsEach: 40 }],
  ['100 KB of HTML', htmlMail(100_000), { samples: 21, runsEach: 5 }],
  ['1 MB of HTML', htmlMail(1_000_000), { samples: 11, runsEach: 1 }],
  ['25 MB of attachments', mailWithAttachments(18_200_000), { samples: 7, runsEach: 1 }],
];

async function measure(): Promise<void> {
  const usualWay = createUsualWay();
  process.stdout.write(`${'CPU ms'.padEnd(22)}     ours    floor  ratio    usual  ratio\n`);
  for (const [name, mail, runs] of MAILS) {
    const sealed = seal(mail);
    const [floorMs, oursMs] = [await cpu(() => floor(sealed), runs), await cpu(() => ours(sealed), runs)];
    const usualMs = await cpu(() => usualWay(sealed), { samples: Math.ceil(runs.samples / 3), runsEach: 1 });
    const columns = [oursMs, floorMs, oursMs / floorMs, usualMs, usualMs / oursMs];
    process.stdout.write(`${name.padEnd(22)} ${columns.map((each) => each.toFixed(2).padStart(8)).join(' ')}\n`);
  }
}

await measure();
