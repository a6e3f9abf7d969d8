import type { Texts } from './texts.ts';

export const vi: Texts = {
  title: 'Thư được bảo vệ',
  subject: 'Thư được bảo vệ từ {sender}',
  heading: '{sender} đã gửi cho bạn một thư được bảo vệ',
  press: 'Nhấn nút để đọc thư tại {host}. Hãy kiểm tra xem thanh địa chỉ của trình duyệt có hiện đúng tên này không.',
  button: 'Mở thư',
  trouble: 'Không thấy nút, hoặc nhấn mà không có gì xảy ra? Hãy lưu tệp này. Mở {portal} trong trình duyệt và chọn tệp ở đó.',
  never: '{host} không bao giờ hỏi mật khẩu hay yêu cầu thanh toán.',
  surprise: 'Bạn không chờ thư này? Trước tiên hãy hỏi người gửi qua một cách liên lạc mà bạn đã biết.',
  mailOpen:
    'Để đọc thư, hãy mở tệp đính kèm message.html và nhấn nút. Trình duyệt sẽ mở {host}. Tại đó bạn chứng tỏ hộp thư này là của mình, ví dụ bằng mã được gửi đến hộp thư.',
  mailTrouble: 'Nếu tệp không mở được, hãy lưu tệp. Mở {portal} trong trình duyệt và chọn tệp ở đó.',
};
