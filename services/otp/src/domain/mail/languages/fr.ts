import type { PasscodeMailMessages } from '../messages.ts';

export const fr: PasscodeMailMessages = {
  subject: 'Votre code pour un message protégé (référence {reference})',
  preamble: 'Vous avez demandé à lire un message protégé de la part de {sender}.',
  codeLabel: 'Votre code :',
  referenceLine: 'Référence : {reference}. La page où vous saisissez le code affiche la même référence.',
  lifetimeLine: 'Le code fonctionne une seule fois, dans un délai de {minutes, plural, one {# minute} other {# minutes}}.',
  whereLine: 'Saisissez-le sur la page de {portal} où vous l’avez demandé. Il ne fonctionne que dans ce navigateur.',
  neverShareLine: 'Ne transmettez pas le code. Personne chez {sender} ne vous le demandera.',
  notYouLine: 'Si vous n’avez rien demandé, ignorez cet e-mail : sans le code, personne ne peut lire le message.',
};
