// Original file: proto/postern/identity/v1/identity.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GrantReleaseRequest as _postern_identity_v1_GrantReleaseRequest, GrantReleaseRequest__Output as _postern_identity_v1_GrantReleaseRequest__Output } from '../../../postern/identity/v1/GrantReleaseRequest.ts';
import type { GrantReleaseResponse as _postern_identity_v1_GrantReleaseResponse, GrantReleaseResponse__Output as _postern_identity_v1_GrantReleaseResponse__Output } from '../../../postern/identity/v1/GrantReleaseResponse.ts';
import type { RedeemPasscodeRequest as _postern_identity_v1_RedeemPasscodeRequest, RedeemPasscodeRequest__Output as _postern_identity_v1_RedeemPasscodeRequest__Output } from '../../../postern/identity/v1/RedeemPasscodeRequest.ts';
import type { RedeemPasscodeResponse as _postern_identity_v1_RedeemPasscodeResponse, RedeemPasscodeResponse__Output as _postern_identity_v1_RedeemPasscodeResponse__Output } from '../../../postern/identity/v1/RedeemPasscodeResponse.ts';
import type { StartPasscodeRequest as _postern_identity_v1_StartPasscodeRequest, StartPasscodeRequest__Output as _postern_identity_v1_StartPasscodeRequest__Output } from '../../../postern/identity/v1/StartPasscodeRequest.ts';
import type { StartPasscodeResponse as _postern_identity_v1_StartPasscodeResponse, StartPasscodeResponse__Output as _postern_identity_v1_StartPasscodeResponse__Output } from '../../../postern/identity/v1/StartPasscodeResponse.ts';

export interface IdentityServiceClient extends grpc.Client {
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  GrantRelease(argument: _postern_identity_v1_GrantReleaseRequest, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  grantRelease(argument: _postern_identity_v1_GrantReleaseRequest, callback: grpc.requestCallback<_postern_identity_v1_GrantReleaseResponse__Output>): grpc.ClientUnaryCall;
  
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
  GrantRelease: grpc.handleUnaryCall<_postern_identity_v1_GrantReleaseRequest__Output, _postern_identity_v1_GrantReleaseResponse>;
  
  RedeemPasscode: grpc.handleUnaryCall<_postern_identity_v1_RedeemPasscodeRequest__Output, _postern_identity_v1_RedeemPasscodeResponse>;
  
  StartPasscode: grpc.handleUnaryCall<_postern_identity_v1_StartPasscodeRequest__Output, _postern_identity_v1_StartPasscodeResponse>;
  
}

export interface IdentityServiceDefinition extends grpc.ServiceDefinition {
  GrantRelease: MethodDefinition<_postern_identity_v1_GrantReleaseRequest, _postern_identity_v1_GrantReleaseResponse, _postern_identity_v1_GrantReleaseRequest__Output, _postern_identity_v1_GrantReleaseResponse__Output>
  RedeemPasscode: MethodDefinition<_postern_identity_v1_RedeemPasscodeRequest, _postern_identity_v1_RedeemPasscodeResponse, _postern_identity_v1_RedeemPasscodeRequest__Output, _postern_identity_v1_RedeemPasscodeResponse__Output>
  StartPasscode: MethodDefinition<_postern_identity_v1_StartPasscodeRequest, _postern_identity_v1_StartPasscodeResponse, _postern_identity_v1_StartPasscodeRequest__Output, _postern_identity_v1_StartPasscodeResponse__Output>
}
