// Every call passes here before anything else sees it. The caller is who its
// certificate says; what it may call is in the service graph; all the rest,
// unknown methods included, is refused. Handlers have no say in this.
import {
  type Metadata,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';
import { PosternError, toServiceError } from '@postern/errors';
import { allowedPaths, SERVICES, type ServiceName, serviceOfCertificate } from '@postern/service-graph';

/** Never leaves this process. */
const CALLER_HEADER = 'postern-checked-caller';

export interface Refusal {
  readonly caller: ServiceName | undefined;
  readonly path: string;
}

export function createCallerCheck(service: ServiceName, onRefused: (refusal: Refusal) => void): ServerInterceptor {
  const allowed = new Map(SERVICES.map((caller) => [caller, allowedPaths(caller, service)]));
  return (method, call) => {
    const caller = callerOf(call);
    const mayCall = caller !== undefined && allowed.get(caller)?.has(method.path) === true;
    if (!mayCall) {
      onRefused({ caller, path: method.path });
      return refuse(call, new PosternError('call.caller_refused'));
    }
    if (!Number.isFinite(Number(call.getDeadline()))) return refuse(call, new PosternError('call.deadline_missing'));
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            // Whatever the caller sent under this name is replaced.
            metadata.set(CALLER_HEADER, caller);
            pass(metadata);
          },
        }),
    });
  };
}

/** The caller that the check found, for a handler behind it: to read a certificate costs as much as to agree on a key. */
export function checkedCaller(metadata: Metadata): ServiceName | undefined {
  return SERVICES.find((service) => service === metadata.get(CALLER_HEADER)[0]);
}

/** The service whose certificate the other side of the connection holds. */
export function callerOf(call: Pick<ServerInterceptingCallInterface, 'getAuthContext'>): ServiceName | undefined {
  return serviceOfCertificate(call.getAuthContext().sslPeerCertificate?.subjectaltname);
}

/** Ends the call with an error; nothing of it reaches a handler. */
function refuse(call: ServerInterceptingCallInterface, error: PosternError): ServerInterceptingCall {
  return new ServerInterceptingCall(call, {
    start: (next) => {
      next({ onReceiveMetadata: () => {}, onReceiveMessage: () => {}, onReceiveHalfClose: () => {}, onCancel: () => {} });
      call.sendStatus(toServiceError(error));
    },
  });
}
