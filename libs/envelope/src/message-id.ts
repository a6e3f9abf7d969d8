const MESSAGE_ID = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** Whether the text is a message id (`jti` of a capsule): 16 bytes in canonical base64url. */
export function isMessageId(text: string): boolean {
  return MESSAGE_ID.test(text);
}
