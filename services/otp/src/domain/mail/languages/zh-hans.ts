import type { PasscodeMailMessages } from '../messages.ts';

export const zhHans: PasscodeMailMessages = {
  subject: '受保护邮件的验证码（识别码 {reference}）',
  preamble: '您请求阅读来自 {sender} 的受保护邮件。',
  codeLabel: '您的验证码：',
  referenceLine: '识别码：{reference}。您输入验证码的页面会显示相同的识别码。',
  lifetimeLine: '验证码只能使用一次，并须在 {minutes, plural, other {# 分钟}}内使用。',
  whereLine: '请在您请求验证码的 {portal} 页面上输入。验证码只能在该浏览器中使用。',
  neverShareLine: '请勿将验证码告诉他人。{sender} 的任何人都不会向您索要验证码。',
  notYouLine: '如果这不是您本人的请求，请忽略此邮件：没有验证码，任何人都无法阅读邮件内容。',
};
