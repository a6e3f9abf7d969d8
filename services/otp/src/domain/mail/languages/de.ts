import type { PasscodeMailMessages } from '../messages.ts';

export const de: PasscodeMailMessages = {
  subject: 'Ihr Code für eine geschützte Nachricht (Kennung {reference})',
  preamble: 'Sie möchten eine geschützte Nachricht von {sender} lesen.',
  codeLabel: 'Ihr Code:',
  referenceLine: 'Kennung: {reference}. Die Seite, auf der Sie den Code eingeben, zeigt dieselbe Kennung.',
  lifetimeLine: 'Der Code gilt einmal, innerhalb von {minutes, plural, one {# Minute} other {# Minuten}}.',
  whereLine: 'Geben Sie ihn auf der Seite von {portal} ein, auf der Sie ihn angefordert haben. Er gilt nur in diesem Browser.',
  neverShareLine: 'Geben Sie den Code nicht weiter. Niemand von {sender} wird Sie danach fragen.',
  notYouLine:
    'Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail: Ohne den Code kann niemand die Nachricht lesen.',
};
