import type { Texts } from './texts.ts';

export const zhHant: Texts = {
  title: '受保護的郵件',
  subject: '{sender} 寄來受保護的郵件',
  heading: '{sender} 寄給您一封受保護的郵件',
  press: '請按下按鈕，前往 {host} 閱讀。請確認瀏覽器的網址列顯示的正是這個名稱。',
  button: '開啟郵件',
  trouble: '沒有按鈕，或按了沒有反應？請先儲存這個檔案，再用瀏覽器開啟 {portal}，並在該頁面選取這個檔案。',
  never: '{host} 絕不會向您索取密碼或要求付款。',
  surprise: '沒想到會收到這封郵件？請先用您原本就知道的方式向寄件者確認。',
  mailOpen:
    '若要閱讀，請開啟附件 message.html，然後按下按鈕。瀏覽器會開啟 {host}。您在那裡證明這個信箱屬於您，例如輸入寄到此信箱的驗證碼。',
  mailTrouble: '如果檔案打不開，請先儲存檔案，再用瀏覽器開啟 {portal}，並在該頁面選取這個檔案。',
};
