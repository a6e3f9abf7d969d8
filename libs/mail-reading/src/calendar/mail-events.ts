import type { Attachment } from 'postal-mime';
import { bytesOf } from '../attachments.ts';
import { LIMITS } from '../limits.ts';
import type { MailEvent, WarningCode } from '../mail.ts';
import { calendarEvents } from './calendar-events.ts';

/** Calendars that are read; further ones are attachments and nothing else. */
const MAX_CALENDARS = 5;

/** The events of a mail's calendars; an invitation that comes both as an alternative and as a file is one. */
export function mailEvents(attachments: readonly Attachment[]): {
  readonly events: readonly MailEvent[];
  readonly warnings: readonly WarningCode[];
} {
  const events = new Map<string, MailEvent>();
  const warnings = new Set<WarningCode>();
  for (const attachment of attachments.filter(isCalendar).slice(0, MAX_CALENDARS)) {
    try {
      const read = calendarEvents(new TextDecoder().decode(bytesOf(attachment).subarray(0, 4 * LIMITS.calendarCharacters)));
      if (read.truncated) warnings.add('truncated');
      for (const event of read.events) events.set(JSON.stringify(event), event);
    } catch {
      // The parser has no codes; whatever it could not read can still be saved.
      warnings.add('damaged');
    }
  }
  if (events.size > LIMITS.events) warnings.add('truncated');
  return { events: [...events.values()].slice(0, LIMITS.events), warnings: [...warnings] };
}

function isCalendar({ mimeType }: Attachment): boolean {
  return /^(?:text\/calendar|application\/ics)$/i.test(mimeType);
}
