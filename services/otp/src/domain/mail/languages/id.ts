import type { PasscodeMailMessages } from '../messages.ts';

export const id: PasscodeMailMessages = {
  subject: 'Kode Anda untuk pesan terlindungi (referensi {reference})',
  preamble: 'Anda meminta untuk membaca pesan terlindungi dari {sender}.',
  codeLabel: 'Kode Anda:',
  referenceLine: 'Referensi: {reference}. Halaman tempat Anda mengetik kode menampilkan referensi yang sama.',
  lifetimeLine: 'Kode ini berlaku satu kali, dalam waktu {minutes, plural, other {# menit}}.',
  whereLine: 'Ketik kode ini di halaman {portal} tempat Anda memintanya. Kode hanya berlaku di peramban itu.',
  neverShareLine: 'Jangan berikan kode kepada orang lain. Tidak ada orang dari {sender} yang akan memintanya.',
  notYouLine: 'Jika Anda tidak memintanya, abaikan email ini: tanpa kode, tidak ada yang dapat membaca pesannya.',
};
