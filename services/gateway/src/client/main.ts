// Everything works without script. What stands here makes it nicer: one step
// at a time, how far an upload is, time left, files to drop, times in the
// reader's own zone.
import { enhanceAccountEnd } from './account.ts';
import { enhanceHandIn } from './hand-in.ts';
import { showLocalTimes } from './local-times.ts';
import { messageInPage, showMessage } from './message.ts';
import { enhanceForms, sendForm } from './sending.ts';
import { enhanceSignIn } from './sign-in.ts';

let page = new AbortController();
const onTurned = ({ message }: { readonly message: string | undefined }) => {
  page.abort();
  page = new AbortController();
  enhance(message);
};

function enhance(message: string | undefined): void {
  showLocalTimes();
  enhanceHandIn();
  enhanceSignIn({ send: (form) => sendForm({ form }, onTurned), signal: page.signal });
  enhanceAccountEnd();
  void showMessage(message);
}

enhanceForms(onTurned);
enhance(messageInPage());
