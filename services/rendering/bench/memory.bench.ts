// Peak memory of a process with one worker that shows the same message three
// times. A process remembers its peak for good, so each size has a process of
// its own: this file with an argument, the sealed message coming in by pipe.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createPiscinaRenderer } from '../src/adapters/piscina-renderer.ts';
import { mailWithAttachments } from './mails.ts';
import { type Sealed, seal } from './sealed.ts';

const MB = 1_000_000;
const SIZES = [0, 1, 10, 25];
/** Bytes of a mail for one of a file: base64 in lines. */
const BASE64 = (4 / 3) * (78 / 76);
const [KEY_BYTES, DIGEST_BYTES] = [32, 32];

function measureEach(): void {
  for (const megabytes of SIZES) {
    const { key, digest, body } = seal(mailWithAttachments((megabytes * MB) / BASE64));
    spawnSync(process.execPath, [...process.execArgv, import.meta.filename, String(megabytes)], {
      input: Buffer.concat([key, digest, body]),
      stdio: ['pipe', 'inherit', 'inherit'],
    });
  }
}

function readSealed(): Sealed {
  const sealed = readFileSync(0);
  const bodyStart = KEY_BYTES + DIGEST_BYTES;
  return {
    key: sealed.subarray(0, KEY_BYTES),
    digest: sealed.subarray(KEY_BYTES, bodyStart),
    body: sealed.subarray(bodyStart),
  };
}

async function measure(megabytes: string): Promise<void> {
  const { body, key, digest } = readSealed();
  const before = process.resourceUsage().maxRSS;
  const renderer = createPiscinaRenderer(
    { workers: 1, heapMebibytes: 512, timeLimitMs: 60_000, queue: 0 },
    { onIdleWorkerFailed: () => {} },
  );
  for (let time = 0; time < 3; time++) {
    const sealed = { body: new Uint8Array(body), contentKey: new Uint8Array(key), bodyDigest: new Uint8Array(digest) };
    await renderer.render(sealed, 'blocked', new AbortController().signal);
  }
  const [held, peak] = [before, process.resourceUsage().maxRSS].map((kib) => `${((kib * 1_024) / MB).toFixed(0).padStart(4)} MB`);
  await renderer.stop();
  process.stdout.write(`${megabytes.padStart(3)} MB of mail: ${held} before its worker, the body there; ${peak} at most\n`);
}

const [size] = process.argv.slice(2);
if (size === undefined) measureEach();
else await measure(size);
