import type { Texts } from './texts.ts';

export const de: Texts = {
  title: 'Geschützte Nachricht',
  subject: 'Geschützte Nachricht von {sender}',
  heading: '{sender} hat Ihnen eine geschützte Nachricht gesendet',
  press:
    'Klicken Sie auf den Knopf, um sie auf {host} zu lesen. Prüfen Sie, ob die Adresszeile Ihres Browsers dann diesen Namen zeigt.',
  button: 'Nachricht öffnen',
  trouble:
    'Kein Knopf, oder es passiert nichts? Speichern Sie diese Datei. Öffnen Sie {portal} in Ihrem Browser und wählen Sie dort die Datei aus.',
  never: '{host} fragt nie nach einem Passwort oder einer Zahlung.',
  surprise:
    'Sie haben diese Nachricht nicht erwartet? Fragen Sie zuerst beim Absender nach, auf einem Weg, den Sie schon kennen.',
  mailOpen:
    'Um sie zu lesen, öffnen Sie die angehängte Datei message.html und klicken auf den Knopf. Ihr Browser öffnet {host}. Dort zeigen Sie, dass dieses Postfach Ihnen gehört, zum Beispiel mit einem Code, der an das Postfach geschickt wird.',
  mailTrouble:
    'Wenn sich die Datei nicht öffnet, speichern Sie sie. Öffnen Sie {portal} in Ihrem Browser und wählen Sie dort die Datei aus.',
};
