import type { Texts } from './texts.ts';

export const pt: Texts = {
  title: 'Mensagem protegida',
  subject: 'Mensagem protegida de {sender}',
  heading: '{sender} enviou uma mensagem protegida para você',
  press: 'Clique no botão para ler a mensagem em {host}. Verifique se a barra de endereço do navegador mostra este nome.',
  button: 'Abrir a mensagem',
  trouble: 'Não há botão ou nada acontece? Salve este arquivo. Abra {portal} no navegador e escolha o arquivo nessa página.',
  never: '{host} nunca pede senha nem pagamento.',
  surprise: 'Não esperava esta mensagem? Pergunte antes ao remetente por um meio que você já conhece.',
  mailOpen:
    'Para ler, abra o arquivo anexo message.html e clique no botão. O navegador abre {host}. Lá você mostra que esta caixa de e-mail é sua, por exemplo com um código enviado para ela.',
  mailTrouble: 'Se o arquivo não abrir, salve-o. Abra {portal} no navegador e escolha o arquivo nessa página.',
};
