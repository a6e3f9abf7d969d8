import type { PasscodeMailMessages } from '../messages.ts';

export const hi: PasscodeMailMessages = {
  subject: 'सुरक्षित संदेश के लिए आपका कोड (संदर्भ {reference})',
  preamble: 'आपने {sender} की ओर से भेजा गया सुरक्षित संदेश पढ़ने का अनुरोध किया है।',
  codeLabel: 'आपका कोड:',
  referenceLine: 'संदर्भ: {reference}। जिस पेज पर आप कोड लिखते हैं, वहाँ भी यही संदर्भ दिखता है।',
  lifetimeLine: 'कोड केवल एक बार, {minutes, plural, one {# मिनट} other {# मिनट}} के भीतर काम करता है।',
  whereLine: 'इसे {portal} के उसी पेज पर लिखें जहाँ से आपने इसे माँगा था। यह केवल उसी ब्राउज़र में काम करता है।',
  neverShareLine: 'कोड किसी और को न दें। {sender} की ओर से कोई भी इसे नहीं माँगेगा।',
  notYouLine: 'अगर यह अनुरोध आपने नहीं किया, तो इस ईमेल को अनदेखा करें: कोड के बिना कोई भी संदेश नहीं पढ़ सकता।',
};
