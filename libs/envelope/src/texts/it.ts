import type { Texts } from './texts.ts';

export const it: Texts = {
  title: 'Messaggio protetto',
  subject: 'Messaggio protetto da {sender}',
  heading: '{sender} le ha inviato un messaggio protetto',
  press: 'Prema il pulsante per leggerlo su {host}. Controlli che la barra degli indirizzi del browser mostri poi questo nome.',
  button: 'Apri il messaggio',
  trouble: 'Non c’è il pulsante o non succede nulla? Salvi questo file. Apra {portal} nel browser e scelga lì il file.',
  never: '{host} non chiede mai una password né un pagamento.',
  surprise: 'Non si aspettava questo messaggio? Chieda prima al mittente, tramite un contatto che conosce già.',
  mailOpen:
    'Per leggerlo, apra il file allegato message.html e prema il pulsante. Il browser apre {host}. Lì dimostra che questa casella di posta è sua, ad esempio con un codice inviato alla casella.',
  mailTrouble: 'Se il file non si apre, lo salvi. Apra {portal} nel browser e scelga lì il file.',
};
