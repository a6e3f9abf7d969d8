import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReleaseResponse } from '@postern/contracts';
import { bodyDigest, sealBody } from '@postern/envelope';
import { type RunningRendering, startRendering } from './running-rendering.ts';

const fixture = (name: string) => readFileSync(new URL(`../../../libs/mail-reading/fixtures/${name}`, import.meta.url));

let released: ReleaseResponse;
let rendering: RunningRendering;
beforeAll(async () => {
  rendering = await startRendering({ release: async () => released });
});
afterAll(() => rendering.stop());

async function headOf(mail: Buffer) {
  const contentKey = randomBytes(32);
  const body = sealBody(mail, contentKey, randomBytes(12));
  released = { contentKey, bodyDigest: bodyDigest(body), from: 'ada@sender.example', rights: [] };
  const call = rendering.client.methods.render({ timeoutMs: 20_000 });
  await call.send({ open: { sealed: { capsule: 'c', grant: 'g' } } });
  await call.send({ chunk: body });
  call.end();
  const responses = await Array.fromAsync(call.responses);
  return responses.find(({ head }) => head)?.head;
}

describe('an invitation', () => {
  it('comes out of the worker as an event, in the terms of the wire', async () => {
    const head = await headOf(fixture('invitation.eml'));
    expect(head?.events).toEqual([
      {
        kind: 'EVENT_KIND_INVITATION',
        title: 'Walk along the harbour — 港',
        location: 'Pier 4',
        organiser: { name: 'Ada', address: 'ada@sender.example' },
        attendee: null,
        attendeeCount: 2,
        repeats: false,
        clock: 'EVENT_CLOCK_INSTANT',
        start: Date.UTC(2026, 11, 1, 13) / 1000,
        end: Date.UTC(2026, 11, 1, 14) / 1000,
        timeZone: 'Europe/Berlin',
      },
    ]);
  });

  it('that is answered names who answers', async () => {
    const head = await headOf(fixture('answer.eml'));
    expect(head?.events).toMatchObject([
      { kind: 'EVENT_KIND_DECLINED', attendee: { name: 'Bob', address: 'bob@example.org' }, attendeeCount: 0 },
    ]);
  });
});

describe('what only another program opens', () => {
  it.each([
    ['winmail.eml', 'WARNING_TNEF'],
    ['encrypted-smime.eml', 'WARNING_ENCRYPTED'],
  ])('%s has the warning %s', async (name, warning) => {
    expect((await headOf(fixture(name)))?.warnings).toContain(warning);
  });
});
