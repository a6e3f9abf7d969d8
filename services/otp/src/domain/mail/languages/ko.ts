import type { PasscodeMailMessages } from '../messages.ts';

export const ko: PasscodeMailMessages = {
  subject: '보호된 메시지의 인증 코드(확인 문자 {reference})',
  preamble: '{sender}에서 보낸 보호된 메시지를 읽겠다고 요청하셨습니다.',
  codeLabel: '인증 코드:',
  referenceLine: '확인 문자: {reference}. 코드를 입력하는 페이지에도 같은 확인 문자가 표시됩니다.',
  lifetimeLine: '코드는 {minutes, plural, other {#분}} 안에 한 번만 사용할 수 있습니다.',
  whereLine: '코드를 요청한 {portal} 페이지에 입력하세요. 그 브라우저에서만 사용할 수 있습니다.',
  neverShareLine: '코드를 다른 사람에게 알려 주지 마세요. {sender}의 누구도 코드를 묻지 않습니다.',
  notYouLine: '직접 요청하지 않았다면 이 메일을 무시하세요. 코드가 없으면 아무도 메시지를 읽을 수 없습니다.',
};
