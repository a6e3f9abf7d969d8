import type { Texts } from './texts.ts';

export const zhHans: Texts = {
  title: '受保护的邮件',
  subject: '{sender} 发来受保护的邮件',
  heading: '{sender} 给您发来一封受保护的邮件',
  press: '请点击按钮，前往 {host} 阅读。请确认浏览器地址栏中显示的正是这个名称。',
  button: '打开邮件',
  trouble: '没有按钮，或点击后没有反应？请先保存此文件，再用浏览器打开 {portal}，并在该页面选择此文件。',
  never: '{host} 绝不会向您索要密码或要求付款。',
  surprise: '没想到会收到这封邮件？请先通过您原本就知道的方式向发件人确认。',
  mailOpen:
    '要阅读邮件，请打开附件 message.html，然后点击按钮。浏览器会打开 {host}。您在那里证明此邮箱属于您，例如输入发送到此邮箱的验证码。',
  mailTrouble: '如果文件打不开，请先保存文件，再用浏览器打开 {portal}，并在该页面选择此文件。',
};
