// The document that a message lies on: nothing of ours is in it, and it is the
// only one that may make HTML of text. It takes one message, from the page that
// it is a part of, checks it, and shows what passed in a frame that runs nothing.
import { type FromPaper, readForPaper } from './paper-letters.ts';
import { buildWall } from './wall.ts';

addEventListener('message', ({ data, origin, source, ports: [port] }: MessageEvent<unknown>) => {
  if (origin !== location.origin || source !== parent || port === undefined) return;
  void lay(data).then((answer) => port.postMessage(answer));
});
document.documentElement.dataset['ready'] = '';

async function lay(data: unknown): Promise<FromPaper | undefined> {
  const letter = readForPaper(data);
  if (letter === undefined) return undefined;
  try {
    const frame = document.createElement('iframe');
    frame.className = 'message-frame';
    // Before its contents: a sandbox holds for what is loaded after it was set.
    frame.setAttribute('sandbox', letter.sandbox);
    frame.title = letter.title;
    const leftOut = buildWall({ remote: letter.remote }).show(frame, letter.html);
    const arrived = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.replaceChildren(frame);
    await arrived;
    return { leftOut };
  } catch {
    return undefined;
  }
}
