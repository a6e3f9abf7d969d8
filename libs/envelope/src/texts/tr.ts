import type { Texts } from './texts.ts';

export const tr: Texts = {
  title: 'Korumalı ileti',
  subject: '{sender} size korumalı bir ileti gönderdi',
  heading: '{sender} size korumalı bir ileti gönderdi',
  press: 'Okumak için düğmeye basın; tarayıcınızda {host} açılır. Adres çubuğunda bu adın göründüğünü kontrol edin.',
  button: 'İletiyi aç',
  trouble:
    'Düğme yok mu ya da bir şey olmuyor mu? Bu dosyayı kaydedin. Tarayıcınızda {portal} adresini açın ve dosyayı orada seçin.',
  never: '{host} hiçbir zaman parola ya da ödeme istemez.',
  surprise: 'Bu iletiyi beklemiyor muydunuz? Önce gönderene, zaten bildiğiniz bir yoldan sorun.',
  mailOpen:
    'Okumak için ekteki message.html dosyasını açın ve düğmeye basın. Tarayıcınızda {host} açılır. Orada bu posta kutusunun size ait olduğunu gösterirsiniz, örneğin bu kutuya gönderilen bir kodla.',
  mailTrouble: 'Dosya açılmazsa kaydedin. Tarayıcınızda {portal} adresini açın ve dosyayı orada seçin.',
};
