import type { PasscodeMailMessages } from '../messages.ts';

export const zhHant: PasscodeMailMessages = {
  subject: '受保護郵件的驗證碼（識別碼 {reference}）',
  preamble: '您要求閱讀來自 {sender} 的受保護郵件。',
  codeLabel: '您的驗證碼：',
  referenceLine: '識別碼：{reference}。您輸入驗證碼的頁面會顯示相同的識別碼。',
  lifetimeLine: '驗證碼只能使用一次，並須在 {minutes, plural, other {# 分鐘}}內使用。',
  whereLine: '請在您要求驗證碼的 {portal} 頁面上輸入。驗證碼只能在該瀏覽器中使用。',
  neverShareLine: '請勿將驗證碼告訴他人。{sender} 的任何人都不會向您索取驗證碼。',
  notYouLine: '如果這不是您本人的要求，請忽略此郵件：沒有驗證碼，任何人都無法閱讀郵件內容。',
};
