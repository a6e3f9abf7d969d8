import type { PasscodeMailMessages } from '../messages.ts';

export const en: PasscodeMailMessages = {
  subject: 'Your passcode for a protected message (reference {reference})',
  preamble: 'You asked to read a protected message from {sender}.',
  codeLabel: 'Your passcode:',
  referenceLine: 'Reference: {reference}. The page on which you type the passcode shows the same reference.',
  lifetimeLine: 'The passcode works once, within {minutes, plural, one {# minute} other {# minutes}}.',
  whereLine: 'Type it into the page at {portal} from which you asked for it. It works in that browser only.',
  neverShareLine: 'Do not pass the passcode on. Nobody from {sender} will ask you for it.',
  notYouLine: 'If you did not ask for this, ignore this mail: without the passcode nobody can read the message.',
};
