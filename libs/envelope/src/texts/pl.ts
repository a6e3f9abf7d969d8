import type { Texts } from './texts.ts';

export const pl: Texts = {
  title: 'Chroniona wiadomość',
  subject: 'Chroniona wiadomość od nadawcy {sender}',
  heading: '{sender} przesyła Ci chronioną wiadomość',
  press:
    'Naciśnij przycisk, aby przeczytać ją na stronie {host}. Sprawdź, czy pasek adresu przeglądarki pokazuje wtedy tę nazwę.',
  button: 'Otwórz wiadomość',
  trouble: 'Nie ma przycisku albo nic się nie dzieje? Zapisz ten plik. Otwórz {portal} w przeglądarce i wybierz tam ten plik.',
  never: 'Strona {host} nigdy nie prosi o hasło ani o zapłatę.',
  surprise: 'Nie spodziewasz się tej wiadomości? Najpierw zapytaj nadawcę, korzystając z kontaktu, który już znasz.',
  mailOpen:
    'Aby ją przeczytać, otwórz załączony plik message.html i naciśnij przycisk. Przeglądarka otworzy stronę {host}. Tam potwierdzisz, że ta skrzynka należy do Ciebie, na przykład kodem, który na nią przyjdzie.',
  mailTrouble: 'Jeśli plik się nie otwiera, zapisz go. Otwórz {portal} w przeglądarce i wybierz tam ten plik.',
};
