// The portal works without script. What stands here makes it nicer: one step
// at a time, time left, files to drop, times in the reader's own zone.
import { enhanceAccountEnd } from './account.ts';
import { enhanceHandIn } from './hand-in.ts';
import { enhanceLanguage } from './language.ts';
import { showLocalTimes } from './local-times.ts';
import { enhanceSignIn } from './sign-in.ts';

showLocalTimes();
enhanceHandIn();
enhanceSignIn();
enhanceAccountEnd();
enhanceLanguage();
