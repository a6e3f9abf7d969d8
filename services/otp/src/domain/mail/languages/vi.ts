import type { PasscodeMailMessages } from '../messages.ts';

export const vi: PasscodeMailMessages = {
  subject: 'Mã của bạn để đọc thư được bảo vệ (ký hiệu {reference})',
  preamble: 'Bạn đã yêu cầu đọc một thư được bảo vệ từ {sender}.',
  codeLabel: 'Mã của bạn:',
  referenceLine: 'Ký hiệu: {reference}. Trang nơi bạn nhập mã cũng hiện ký hiệu này.',
  lifetimeLine: 'Mã chỉ dùng được một lần, trong vòng {minutes, plural, other {# phút}}.',
  whereLine: 'Hãy nhập mã vào trang {portal} nơi bạn đã yêu cầu mã. Mã chỉ dùng được trong trình duyệt đó.',
  neverShareLine: 'Đừng đưa mã cho người khác. Không ai của {sender} sẽ hỏi bạn mã này.',
  notYouLine: 'Nếu bạn không yêu cầu, hãy bỏ qua email này: không có mã thì không ai đọc được thư.',
};
