import type { Texts } from './texts.ts';

export const id: Texts = {
  title: 'Pesan terlindungi',
  subject: 'Pesan terlindungi dari {sender}',
  heading: '{sender} mengirim pesan terlindungi kepada Anda',
  press: 'Tekan tombol untuk membacanya di {host}. Pastikan bilah alamat peramban Anda menampilkan nama ini.',
  button: 'Buka pesan',
  trouble:
    'Tidak ada tombol, atau tidak terjadi apa-apa? Simpan file ini. Buka {portal} di peramban Anda dan pilih file itu di sana.',
  never: '{host} tidak pernah meminta kata sandi atau pembayaran.',
  surprise: 'Anda tidak menunggu pesan ini? Tanyakan dulu kepada pengirim melalui kontak yang sudah Anda kenal.',
  mailOpen:
    'Untuk membacanya, buka file lampiran message.html dan tekan tombolnya. Peramban Anda membuka {host}. Di sana Anda menunjukkan bahwa kotak surat ini milik Anda, misalnya dengan kode yang dikirim ke kotak surat ini.',
  mailTrouble: 'Jika file tidak terbuka, simpan file itu. Buka {portal} di peramban Anda dan pilih file itu di sana.',
};
