import type { PasscodeMailMessages } from '../messages.ts';

export const th: PasscodeMailMessages = {
  subject: 'รหัสของคุณสำหรับข้อความที่ได้รับการปกป้อง (อ้างอิง {reference})',
  preamble: 'คุณขออ่านข้อความที่ได้รับการปกป้องจาก {sender}',
  codeLabel: 'รหัสของคุณ:',
  referenceLine: 'อ้างอิง: {reference} หน้าที่คุณกรอกรหัสจะแสดงอ้างอิงเดียวกัน',
  lifetimeLine: 'รหัสใช้ได้ครั้งเดียว ภายใน {minutes, plural, other {# นาที}}',
  whereLine: 'กรอกรหัสในหน้าของ {portal} ที่คุณใช้ขอรหัส รหัสใช้ได้ในเบราว์เซอร์นั้นเท่านั้น',
  neverShareLine: 'อย่าบอกรหัสแก่ผู้อื่น จะไม่มีใครจาก {sender} ขอรหัสนี้จากคุณ',
  notYouLine: 'หากคุณไม่ได้ขอรหัส ให้ละเว้นอีเมลนี้ หากไม่มีรหัส จะไม่มีใครอ่านข้อความได้',
};
