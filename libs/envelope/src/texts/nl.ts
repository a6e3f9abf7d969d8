import type { Texts } from './texts.ts';

export const nl: Texts = {
  title: 'Beveiligd bericht',
  subject: 'Beveiligd bericht van {sender}',
  heading: '{sender} heeft u een beveiligd bericht gestuurd',
  press: 'Druk op de knop om het te lezen op {host}. Controleer of de adresbalk van uw browser dan deze naam toont.',
  button: 'Bericht openen',
  trouble: 'Geen knop, of gebeurt er niets? Sla dit bestand op. Open {portal} in uw browser en kies daar het bestand.',
  never: '{host} vraagt nooit om een wachtwoord of een betaling.',
  surprise: 'Had u dit bericht niet verwacht? Vraag het eerst na bij de afzender, op een manier die u al kent.',
  mailOpen:
    'Om het te lezen, opent u het bijgevoegde bestand message.html en drukt u op de knop. Uw browser opent {host}. Daar toont u aan dat deze mailbox van u is, bijvoorbeeld met een code die naar de mailbox wordt gestuurd.',
  mailTrouble: 'Als het bestand niet opengaat, sla het dan op. Open {portal} in uw browser en kies daar het bestand.',
};
