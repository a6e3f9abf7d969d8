import type { PasscodeMailMessages } from '../messages.ts';

export const pl: PasscodeMailMessages = {
  subject: 'Kod do chronionej wiadomości (oznaczenie {reference})',
  preamble: 'Otrzymaliśmy prośbę o odczytanie chronionej wiadomości od nadawcy {sender}.',
  codeLabel: 'Twój kod:',
  referenceLine: 'Oznaczenie: {reference}. Strona, na której wpisujesz kod, pokazuje to samo oznaczenie.',
  lifetimeLine: 'Kod działa jeden raz, w ciągu {minutes, plural, one {# minuty} few {# minut} many {# minut} other {# minuty}}.',
  whereLine: 'Wpisz go na stronie {portal}, na której został zamówiony. Działa tylko w tej przeglądarce.',
  neverShareLine: 'Nie przekazuj kodu nikomu. Nikt ze strony nadawcy {sender} o niego nie poprosi.',
  notYouLine: 'Jeśli to nie Twoja prośba, zignoruj tę wiadomość e-mail: bez kodu nikt nie przeczyta chronionej wiadomości.',
};
