import type { Texts } from './texts.ts';

export const fr: Texts = {
  title: 'Message protégé',
  subject: 'Message protégé de la part de {sender}',
  heading: '{sender} vous a envoyé un message protégé',
  press:
    'Appuyez sur le bouton pour le lire sur {host}. Vérifiez que la barre d’adresse de votre navigateur affiche alors ce nom.',
  button: 'Ouvrir le message',
  trouble:
    'Pas de bouton, ou rien ne se passe ? Enregistrez ce fichier. Ouvrez {portal} dans votre navigateur et choisissez-y le fichier.',
  never: '{host} ne demande jamais de mot de passe ni de paiement.',
  surprise: 'Vous n’attendiez pas ce message ? Demandez d’abord à l’expéditeur, par un moyen que vous connaissez déjà.',
  mailOpen:
    'Pour le lire, ouvrez le fichier joint message.html et appuyez sur le bouton. Votre navigateur ouvre {host}. Vous y montrez que cette boîte de réception est la vôtre, par exemple avec un code qui y est envoyé.',
  mailTrouble: 'Si le fichier ne s’ouvre pas, enregistrez-le. Ouvrez {portal} dans votre navigateur et choisissez-y le fichier.',
};
