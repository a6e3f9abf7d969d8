import type { Texts } from './texts.ts';

export const en: Texts = {
  title: 'Protected message',
  subject: 'Protected message from {sender}',
  heading: '{sender} has sent you a protected message',
  press: 'Press the button to read it at {host}. Check that the address bar of your browser then shows this name.',
  button: 'Open the message',
  trouble: 'No button, or nothing happens? Save this file. Open {portal} in your browser and choose the file there.',
  never: '{host} never asks for a password or a payment.',
  surprise: 'You did not expect this message? Ask the sender first, in a way that you already know.',
  mailOpen:
    'To read it, open the attached file message.html and press the button. Your browser opens {host}. There you show that this mailbox is yours, for example with a code that is sent to it.',
  mailTrouble: 'If the file does not open, save it. Open {portal} in your browser and choose the file there.',
};
