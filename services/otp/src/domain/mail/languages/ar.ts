import type { PasscodeMailMessages } from '../messages.ts';

export const ar: PasscodeMailMessages = {
  subject: 'رمزك لقراءة رسالة محمية (المرجع {reference})',
  preamble: 'طلبت قراءة رسالة محمية من {sender}.',
  codeLabel: 'رمزك:',
  referenceLine: 'المرجع: {reference}. تعرض الصفحة التي تكتب فيها الرمز المرجع نفسه.',
  lifetimeLine:
    'يعمل الرمز مرة واحدة خلال {minutes, plural, zero {# دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}.',
  whereLine: 'اكتبه في صفحة {portal} التي طلبته منها. لا يعمل إلا في ذلك المتصفح.',
  neverShareLine: 'لا تعطِ الرمز لأحد. لن يطلبه منك أحد من {sender}.',
  notYouLine: 'إذا لم تطلب ذلك، فتجاهل هذه الرسالة الإلكترونية: لا يستطيع أحد قراءة الرسالة المحمية من دون الرمز.',
};
