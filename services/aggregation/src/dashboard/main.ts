// The dashboard works without script. What stands here makes it nicer: a line
// that can be read point by point and stretched over, and choices that change
// the page in place instead of loading it again.
import { enhanceNavigation } from './navigation.ts';
import { drawTimeline } from './timeline.ts';

let forget = drawTimeline();
enhanceNavigation(() => {
  forget();
  forget = drawTimeline();
});
