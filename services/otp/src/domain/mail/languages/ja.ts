import type { PasscodeMailMessages } from '../messages.ts';

export const ja: PasscodeMailMessages = {
  subject: '保護されたメッセージの確認コード（照合記号 {reference}）',
  preamble: '{sender} からの保護されたメッセージを読むための確認コードです。',
  codeLabel: '確認コード：',
  referenceLine: '照合記号：{reference}。コードを入力するページにも同じ照合記号が表示されます。',
  lifetimeLine: 'コードは {minutes, plural, other {# 分}}以内に一度だけ使えます。',
  whereLine: 'コードを請求した {portal} のページに入力してください。そのブラウザーでのみ使えます。',
  neverShareLine: 'コードを他の人に教えないでください。{sender} の担当者がコードを尋ねることはありません。',
  notYouLine: '請求した覚えがない場合は、このメールを無視してください。コードがなければ、誰もメッセージを読めません。',
};
