import type { PasscodeMailMessages } from '../messages.ts';

export const pt: PasscodeMailMessages = {
  subject: 'Seu código para uma mensagem protegida (referência {reference})',
  preamble: 'Você pediu para ler uma mensagem protegida de {sender}.',
  codeLabel: 'Seu código:',
  referenceLine: 'Referência: {reference}. A página em que você digita o código mostra a mesma referência.',
  lifetimeLine: 'O código funciona uma única vez, em até {minutes, plural, one {# minuto} other {# minutos}}.',
  whereLine: 'Digite-o na página de {portal} em que você o pediu. Ele só funciona nesse navegador.',
  neverShareLine: 'Não passe o código adiante. Ninguém de {sender} vai pedi-lo a você.',
  notYouLine: 'Se você não pediu isso, ignore este e-mail: sem o código ninguém pode ler a mensagem.',
};
