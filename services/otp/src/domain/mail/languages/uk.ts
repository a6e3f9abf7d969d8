import type { PasscodeMailMessages } from '../messages.ts';

export const uk: PasscodeMailMessages = {
  subject: 'Ваш код для захищеного повідомлення (позначка {reference})',
  preamble: 'Ви попросили прочитати захищене повідомлення від відправника {sender}.',
  codeLabel: 'Ваш код:',
  referenceLine: 'Позначка: {reference}. Сторінка, на якій ви вводите код, показує ту саму позначку.',
  lifetimeLine: 'Код діє один раз, протягом {minutes, plural, one {# хвилини} few {# хвилин} many {# хвилин} other {# хвилини}}.',
  whereLine: 'Введіть його на сторінці {portal}, з якої ви його запитали. Він діє лише в цьому браузері.',
  neverShareLine: 'Не передавайте код нікому. Ніхто від імені відправника {sender} його не попросить.',
  notYouLine: 'Якщо ви цього не просили, не зважайте на цей лист: без коду ніхто не прочитає повідомлення.',
};
