// Original file: proto/postern/identity/v1/identity.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BeginOidcRequest as _postern_identity_v1_BeginOidcRequest, BeginOidcRequest__Output as _postern_identity_v1_BeginOidcRequest__Output } from '../../../postern/identity/v1/BeginOidcRequest.ts';
import type { BeginOidcResponse as _postern_identity_v1_BeginOidcResponse, BeginOidcResponse__Output as _postern_identity_v1_BeginOidcResponse__Output } from '../../../postern/identity/v1/BeginOidcResponse.ts';
import type { CompleteOidcRequest as _postern_identity_v1_CompleteOidcRequest, CompleteOidcRequest__Output as _postern_identity_v1_CompleteOidcRequest__Output } from '../../../postern/identity/v1/CompleteOidcRequest.ts';
import type { CompleteOidcResponse as _postern_identity_v1_CompleteOidcResponse, CompleteOidcResponse__Output as _postern_identity_v1_CompleteOidcResponse__Output } from '../../../postern/identity/v1/CompleteOidcResponse.ts';
import type { GrantReleaseRequest as _postern_identity_v1_GrantReleaseRequest, GrantReleaseRequest__Output as _postern_identity_v1_GrantReleaseRequest__Output } from '../../../postern/identity/v1/GrantReleaseRequest.ts';
import type { GrantReleaseResponse as _postern_identity_v1_GrantReleaseResponse, GrantReleaseResponse__Output as _postern_identity_v1_GrantReleaseResponse__Output } from '../../../postern/identity/v1/GrantReleaseResponse.ts';
import type { ListIssuersRequest as _postern_identity_v1_ListIssuersRequest, ListIssuersRequest__Output as _postern_identity_v1_ListIssuersRequest__Output } from '../../../postern/identity/v1/ListIssuersRequest.ts';
import type { ListIssuersResponse as _postern_identity_v1_ListIssuersResponse, ListIssuersResponse__Output as _postern_identity_v1_ListIssuersResponse__Output } from '../../../postern/identity/v1/ListIssuersResponse.ts';
import type { RedeemPasscodeRequest as _postern_identity_v1_RedeemPasscodeRequest, RedeemPasscodeRequest__Output as _postern_identity_v1_RedeemPasscodeRequest__Output } from '../../../postern/identity/v1/RedeemPasscodeRequest.ts';
import type { RedeemPasscodeResponse as _postern_identity_v1_RedeemPasscodeResponse, RedeemPasscodeResponse__Output as _postern_identity_v1_RedeemPasscodeResponse__Output } from '../../../postern/identity/v1/RedeemPasscodeResponse.ts';
import type { StartPasscodeRequest as _postern_identity_v1_StartPasscodeRequest, StartPasscodeRequest__Output as _postern_identity_v1_StartPasscodeRequest__Output } from '../../../postern/identity/v1/StartPasscodeRequest.ts';
import type { StartPasscodeResponse as _postern_identity_v1_StartPasscodeResponse, StartPasscodeResponse__Output as _postern_identity_v1_StartPasscodeResponse__Output } from '../../../postern/identity/v1/StartPasscodeResponse.ts';

export interface IdentityServiceClient extends grpc.Client {
  BeginOidc(argument: _postern_identity_v1_BeginOidcRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  BeginOidc(argument: _postern_identity_v1_BeginOidcRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  BeginOidc(argument: _postern_identity_v1_BeginOidcRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  BeginOidc(argument: _postern_identity_v1_BeginOidcRequest, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  beginOidc(argument: _postern_identity_v1_BeginOidcRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  beginOidc(argument: _postern_identity_v1_BeginOidcRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  beginOidc(argument: _postern_identity_v1_BeginOidcRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  beginOidc(argument: _postern_identity_v1_BeginOidcRequest, callback: grpc.requestCallback<_postern_identity_v1_BeginOidcResponse__Output>): grpc.ClientUnaryCall;
  
  CompleteOidc(argument: _postern_identity_v1_CompleteOidcRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  CompleteOidc(argument: _postern_identity_v1_CompleteOidcRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  CompleteOidc(argument: _postern_identity_v1_CompleteOidcRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  CompleteOidc(argument: _postern_identity_v1_CompleteOidcRequest, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  completeOidc(argument: _postern_identity_v1_CompleteOidcRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  completeOidc(argument: _postern_identity_v1_CompleteOidcRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  completeOidc(argument: _postern_identity_v1_CompleteOidcRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  completeOidc(argument: _postern_identity_v1_CompleteOidcRequest, callback: grpc.requestCallback<_postern_identity_v1_CompleteOidcResponse__Output>): grpc.ClientUnaryCall;
  
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  
  ListIssuers(argument: _postern_identity_v1_ListIssuersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  ListIssuers(argument: _postern_identity_v1_ListIssuersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  ListIssuers(argument: _postern_identity_v1_ListIssuersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  ListIssuers(argument: _postern_identity_v1_ListIssuersRequest, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  listIssuers(argument: _postern_identity_v1_ListIssuersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  listIssuers(argument: _postern_identity_v1_ListIssuersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  listIssuers(argument: _postern_identity_v1_ListIssuersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  listIssuers(argument: _postern_identity_v1_ListIssuersRequest, callback: grpc.requestCallback<_postern_identity_v1_ListIssuersResponse__Output>): grpc.ClientUnaryCall;
  
  RedeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  RedeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  RedeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  RedeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  redeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  redeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  redeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  redeemPasscode(argument: _postern_identity_v1_RedeemPasscodeRequest, callback: grpc.requestCallback<_postern_identity_v1_RedeemPasscodeResponse__Output>): grpc.ClientUnaryCall;
  
  StartPasscode(argument: _postern_identity_v1_StartPasscodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  StartPasscode(argument: _postern_identity_v1_StartPasscodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  StartPasscode(argument: _postern_identity_v1_StartPasscodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  StartPasscode(argument: _postern_identity_v1_StartPasscodeRequest, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  startPasscode(argument: _postern_identity_v1_StartPasscodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  startPasscode(argument: _postern_identity_v1_StartPasscodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  startPasscode(argument: _postern_identity_v1_StartPasscodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  startPasscode(argument: _postern_identity_v1_StartPasscodeRequest, callback: grpc.requestCallback<_postern_identity_v1_StartPasscodeResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface IdentityServiceHandlers extends grpc.UntypedServiceImplementation {
  BeginOidc: grpc.handleUnaryCall<_postern_identity_v1_BeginOidcRequest__Output, _postern_identity_v1_BeginOidcResponse>;
  
  CompleteOidc: grpc.handleUnaryCall<_postern_identity_v1_CompleteOidcRequest__Output, _postern_identity_v1_CompleteOidcResponse>;
  
  GrantRelease: grpc.handleUnaryCall<_postern_identity_v1_GrantReleaseRequest__Output, _postern_identity_v1_GrantReleaseResponse>;
  
  ListIssuers: grpc.handleUnaryCall<_postern_identity_v1_ListIssuersRequest__Output, _postern_identity_v1_ListIssuersResponse>;
  
  RedeemPasscode: grpc.handleUnaryCall<_postern_identity_v1_RedeemPasscodeRequest__Output, _postern_identity_v1_RedeemPasscodeResponse>;
  
  StartPasscode: grpc.handleUnaryCall<_postern_identity_v1_StartPasscodeRequest__Output, _postern_identity_v1_StartPasscodeResponse>;
  
}

export interface IdentityServiceDefinition extends grpc.ServiceDefinition {
  BeginOidc: MethodDefinition<_postern_identity_v1_BeginOidcRequest, _postern_identity_v1_BeginOidcResponse, _postern_identity_v1_BeginOidcRequest__Output, _postern_identity_v1_BeginOidcResponse__Output>
  CompleteOidc: MethodDefinition<_postern_identity_v1_CompleteOidcRequest, _postern_identity_v1_CompleteOidcResponse, _postern_identity_v1_CompleteOidcRequest__Output, _postern_identity_v1_CompleteOidcResponse__Output>
  GrantRelease: MethodDefinition<_postern_identity_v1_GrantReleaseRequest, _postern_identity_v1_GrantReleaseResponse, _postern_identity_v1_GrantReleaseRequest__Output, _postern_identity_v1_GrantReleaseResponse__Output>
  ListIssuers: MethodDefinition<_postern_identity_v1_ListIssuersRequest, _postern_identity_v1_ListIssuersResponse, _postern_identity_v1_ListIssuersRequest__Output, _postern_identity_v1_ListIssuersResponse__Output>
  RedeemPasscode: MethodDefinition<_postern_identity_v1_RedeemPasscodeRequest, _postern_identity_v1_RedeemPasscodeResponse, _postern_identity_v1_RedeemPasscodeRequest__Output, _postern_identity_v1_RedeemPasscodeResponse__Output>
  StartPasscode: MethodDefinition<_postern_identity_v1_StartPasscodeRequest, _postern_identity_v1_StartPasscodeResponse, _postern_identity_v1_StartPasscodeRequest__Output, _postern_identity_v1_StartPasscodeResponse__Output>
}
