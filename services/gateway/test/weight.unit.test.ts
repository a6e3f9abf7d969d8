// What a browser that keeps nothing loads, in bytes as they are served. HTML is
// not compressed: it is made for one reader, and what is compressed beside
// something that a stranger chose gives itself away by its length (BREACH). The
// looks and the scripts are the same for everybody, and are.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MESSAGE_HEAD } from './fake-handlers.ts';
import { type GatewayUnderTest, multipart, SEALED, startGateway } from './gateway-under-test.ts';

const BUDGET = 40 * 1024;
const SESSION = { cookie: '__Host-postern-session=1999999999.sealed-session' };

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
  // The page itself, without what somebody else wrote.
  gateway.services.rendering.render = async (_requests, _context, send) => {
    await send({ head: { ...MESSAGE_HEAD(), attachments: [], events: [], warnings: [] } });
    await send({ html: Buffer.from('<!DOCTYPE html><p>') });
  };
});
afterAll(() => gateway.stop());

async function load(url: string): Promise<{ readonly text: string; readonly bytes: number }> {
  const packed = await gateway.send({ method: 'GET', url, headers: { 'accept-encoding': 'br' } });
  const plain = await gateway.send({ method: 'GET', url });
  expect([url, packed.statusCode]).toEqual([url, 200]);
  return { text: plain.body, bytes: packed.rawPayload.length };
}

/** What a document or a module asks for. */
const asks = (from: string, text: string) =>
  [
    ...text.matchAll(
      /(?:<(?:script|link)[^>]* (?:src|href)=| from )["'](\/assets\/[^"']+|\.\/[^"']+)["']|data-address="([^"]+)"/g,
    ),
  ].map(([, asset = '', document = '']) => new URL(asset || document, `http://any${from}`).pathname);

/** Everything that follows from a document, itself included. */
async function weigh(document: string): Promise<ReadonlyMap<string, number>> {
  const weights = new Map([['the document', Buffer.byteLength(document)]]);
  const waiting = asks('/', document);
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (weights.has(url)) continue;
    const { text, bytes } = await load(url);
    weights.set(url, bytes);
    waiting.push(...asks(url, text));
  }
  return weights;
}

const post = async (url: string) => {
  const { payload, headers } = multipart(SEALED);
  return (await gateway.send({ method: 'POST', url, payload, headers: { ...headers, ...SESSION } })).body;
};

it.each([
  ['the front page', async () => (await gateway.send({ method: 'GET', url: '/' })).body],
  ['the page of a sealed message', () => post('/open')],
  ['the page of an opened message, DOMPurify included', () => post('/read')],
])('%s has at most 40 KiB in all', async (_name, page) => {
  const weights = await weigh(await page());
  const sum = [...weights.values()].reduce((total, bytes) => total + bytes, 0);
  expect(weights.size).toBeGreaterThan(5);
  expect(sum).toBeLessThanOrEqual(BUDGET);
});

it('the opened message is the one that loads DOMPurify', async () => {
  const names = async (url: string) => [...(await weigh(await post(url))).keys()].map((path) => path.split('/').at(-1));
  expect(await names('/read')).toContain('dompurify.js');
  expect(await names('/open')).not.toContain('dompurify.js');
});
