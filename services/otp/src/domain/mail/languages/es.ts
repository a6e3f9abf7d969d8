import type { PasscodeMailMessages } from '../messages.ts';

export const es: PasscodeMailMessages = {
  subject: 'Su código para un mensaje protegido (referencia {reference})',
  preamble: 'Ha pedido leer un mensaje protegido de {sender}.',
  codeLabel: 'Su código:',
  referenceLine: 'Referencia: {reference}. La página en la que escribe el código muestra la misma referencia.',
  lifetimeLine: 'El código sirve una sola vez, durante {minutes, plural, one {# minuto} other {# minutos}}.',
  whereLine: 'Escríbalo en la página de {portal} desde la que lo pidió. Solo funciona en ese navegador.',
  neverShareLine: 'No comparta el código. Nadie de {sender} se lo pedirá.',
  notYouLine: 'Si no lo ha pedido, ignore este correo: sin el código nadie puede leer el mensaje.',
};
