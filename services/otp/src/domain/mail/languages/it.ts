import type { PasscodeMailMessages } from '../messages.ts';

export const it: PasscodeMailMessages = {
  subject: 'Il suo codice per un messaggio protetto (riferimento {reference})',
  preamble: 'Ha chiesto di leggere un messaggio protetto da {sender}.',
  codeLabel: 'Il suo codice:',
  referenceLine: 'Riferimento: {reference}. La pagina in cui inserisce il codice mostra lo stesso riferimento.',
  lifetimeLine: 'Il codice vale una sola volta, entro {minutes, plural, one {# minuto} other {# minuti}}.',
  whereLine: 'Lo inserisca nella pagina di {portal} da cui lo ha richiesto. Vale solo in quel browser.',
  neverShareLine: 'Non comunichi il codice ad altri. Nessuno di {sender} glielo chiederà.',
  notYouLine: 'Se non lo ha richiesto, ignori questa e-mail: senza il codice nessuno può leggere il messaggio.',
};
