import type { PasscodeMailMessages } from '../messages.ts';

export const tr: PasscodeMailMessages = {
  subject: 'Korumalı ileti için kodunuz (referans {reference})',
  preamble: '{sender} tarafından gönderilen korumalı bir iletiyi okumak istediniz.',
  codeLabel: 'Kodunuz:',
  referenceLine: 'Referans: {reference}. Kodu yazdığınız sayfada da aynı referans görünür.',
  lifetimeLine: 'Kod yalnızca bir kez ve {minutes, plural, one {# dakika} other {# dakika}} içinde geçerlidir.',
  whereLine: 'Kodu, istediğiniz {portal} sayfasına yazın. Yalnızca o tarayıcıda çalışır.',
  neverShareLine: 'Kodu kimseyle paylaşmayın. {sender} adına hiç kimse sizden bu kodu istemez.',
  notYouLine: 'Bunu siz istemediyseniz bu e-postayı dikkate almayın: kod olmadan iletiyi kimse okuyamaz.',
};
