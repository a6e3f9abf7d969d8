import { Metadata, ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';

/** Lets only the holder of a certificate with exactly this one DNS name reach a handler. */
export function createClientCheck(clientName: string): ServerInterceptor {
  return (_method, call) => {
    const names = call.getAuthContext().sslPeerCertificate?.subjectaltname;
    if (names === `DNS:${clientName}`) return new ServerInterceptingCall(call);
    return new ServerInterceptingCall(call, {
      start: (next) => {
        next({ onReceiveMetadata: () => {}, onReceiveMessage: () => {}, onReceiveHalfClose: () => {}, onCancel: () => {} });
        call.sendStatus({ code: status.PERMISSION_DENIED, details: '', metadata: new Metadata() });
      },
    });
  };
}
