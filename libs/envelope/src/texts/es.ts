import type { Texts } from './texts.ts';

export const es: Texts = {
  title: 'Mensaje protegido',
  subject: 'Mensaje protegido de {sender}',
  heading: '{sender} le ha enviado un mensaje protegido',
  press:
    'Pulse el botón para leerlo en {host}. Compruebe que la barra de direcciones del navegador muestra entonces este nombre.',
  button: 'Abrir el mensaje',
  trouble: '¿No hay botón o no ocurre nada? Guarde este archivo. Abra {portal} en el navegador y elija allí el archivo.',
  never: '{host} nunca pide una contraseña ni un pago.',
  surprise: '¿No esperaba este mensaje? Pregunte primero al remitente por un medio que ya conozca.',
  mailOpen:
    'Para leerlo, abra el archivo adjunto message.html y pulse el botón. El navegador abre {host}. Allí demuestra que este buzón es suyo, por ejemplo con un código que se envía al buzón.',
  mailTrouble: 'Si el archivo no se abre, guárdelo. Abra {portal} en el navegador y elija allí el archivo.',
};
