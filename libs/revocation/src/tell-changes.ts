import type { OnReading } from './revocation-list.ts';

/** Tells when a list that could be followed can no longer be, and when it can again, and not of each attempt between. */
export function tellChanges(onReading: OnReading): (isInterrupted: boolean) => void {
  let wasInterrupted = false;
  return (isInterrupted) => {
    if (isInterrupted === wasInterrupted) return;
    wasInterrupted = isInterrupted;
    onReading(isInterrupted ? 'interrupted' : 'resumed');
  };
}
