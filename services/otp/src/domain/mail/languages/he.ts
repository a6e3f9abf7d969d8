import type { PasscodeMailMessages } from '../messages.ts';

export const he: PasscodeMailMessages = {
  subject: 'הקוד שלך להודעה מוגנת (סימוכין {reference})',
  preamble: 'התקבלה בקשה לקריאת הודעה מוגנת מאת {sender}.',
  codeLabel: 'הקוד שלך:',
  referenceLine: 'סימוכין: {reference}. הדף שבו מקלידים את הקוד מציג אותם סימוכין.',
  lifetimeLine: 'הקוד תקף פעם אחת, תוך {minutes, plural, one {דקה אחת} two {שתי דקות} other {# דקות}}.',
  whereLine: 'יש להקליד אותו בדף של {portal} שממנו נשלחה הבקשה. הוא פועל רק בדפדפן הזה.',
  neverShareLine: 'אין למסור את הקוד לאחרים. אף אחד מטעם {sender} לא יבקש אותו.',
  notYouLine: 'אם הבקשה לא נשלחה על ידך, אפשר להתעלם מהודעת הדואר הזאת: בלי הקוד אף אחד לא יכול לקרוא את ההודעה המוגנת.',
};
