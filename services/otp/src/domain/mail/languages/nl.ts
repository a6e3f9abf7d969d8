import type { PasscodeMailMessages } from '../messages.ts';

export const nl: PasscodeMailMessages = {
  subject: 'Uw code voor een beveiligd bericht (kenmerk {reference})',
  preamble: 'U wilt een beveiligd bericht van {sender} lezen.',
  codeLabel: 'Uw code:',
  referenceLine: 'Kenmerk: {reference}. De pagina waarop u de code invoert, toont hetzelfde kenmerk.',
  lifetimeLine: 'De code werkt één keer, binnen {minutes, plural, one {# minuut} other {# minuten}}.',
  whereLine: 'Voer de code in op de pagina van {portal} waarop u die hebt aangevraagd. De code werkt alleen in die browser.',
  neverShareLine: 'Geef de code niet door. Niemand van {sender} zal erom vragen.',
  notYouLine: 'Hebt u dit niet aangevraagd? Negeer deze e-mail dan: zonder de code kan niemand het bericht lezen.',
};
