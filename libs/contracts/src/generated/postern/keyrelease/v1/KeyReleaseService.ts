// Original file: proto/postern/keyrelease/v1/key_release.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CheckRecipientRequest as _postern_keyrelease_v1_CheckRecipientRequest, CheckRecipientRequest__Output as _postern_keyrelease_v1_CheckRecipientRequest__Output } from '../../../postern/keyrelease/v1/CheckRecipientRequest.ts';
import type { CheckRecipientResponse as _postern_keyrelease_v1_CheckRecipientResponse, CheckRecipientResponse__Output as _postern_keyrelease_v1_CheckRecipientResponse__Output } from '../../../postern/keyrelease/v1/CheckRecipientResponse.ts';
import type { DescribeRequest as _postern_keyrelease_v1_DescribeRequest, DescribeRequest__Output as _postern_keyrelease_v1_DescribeRequest__Output } from '../../../postern/keyrelease/v1/DescribeRequest.ts';
import type { DescribeResponse as _postern_keyrelease_v1_DescribeResponse, DescribeResponse__Output as _postern_keyrelease_v1_DescribeResponse__Output } from '../../../postern/keyrelease/v1/DescribeResponse.ts';
import type { ReleaseRequest as _postern_keyrelease_v1_ReleaseRequest, ReleaseRequest__Output as _postern_keyrelease_v1_ReleaseRequest__Output } from '../../../postern/keyrelease/v1/ReleaseRequest.ts';
import type { ReleaseResponse as _postern_keyrelease_v1_ReleaseResponse, ReleaseResponse__Output as _postern_keyrelease_v1_ReleaseResponse__Output } from '../../../postern/keyrelease/v1/ReleaseResponse.ts';
import type { RevokeRequest as _postern_keyrelease_v1_RevokeRequest, RevokeRequest__Output as _postern_keyrelease_v1_RevokeRequest__Output } from '../../../postern/keyrelease/v1/RevokeRequest.ts';
import type { RevokeResponse as _postern_keyrelease_v1_RevokeResponse, RevokeResponse__Output as _postern_keyrelease_v1_RevokeResponse__Output } from '../../../postern/keyrelease/v1/RevokeResponse.ts';

export interface KeyReleaseServiceClient extends grpc.Client {
  CheckRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  CheckRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  CheckRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  CheckRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  checkRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  checkRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  checkRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  checkRecipient(argument: _postern_keyrelease_v1_CheckRecipientRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_CheckRecipientResponse__Output>): grpc.ClientUnaryCall;
  
  Describe(argument: _postern_keyrelease_v1_DescribeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  Describe(argument: _postern_keyrelease_v1_DescribeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  Describe(argument: _postern_keyrelease_v1_DescribeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  Describe(argument: _postern_keyrelease_v1_DescribeRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  describe(argument: _postern_keyrelease_v1_DescribeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  describe(argument: _postern_keyrelease_v1_DescribeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  describe(argument: _postern_keyrelease_v1_DescribeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  describe(argument: _postern_keyrelease_v1_DescribeRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_DescribeResponse__Output>): grpc.ClientUnaryCall;
  
  Release(argument: _postern_keyrelease_v1_ReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  Release(argument: _postern_keyrelease_v1_ReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  Release(argument: _postern_keyrelease_v1_ReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  Release(argument: _postern_keyrelease_v1_ReleaseRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  release(argument: _postern_keyrelease_v1_ReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  release(argument: _postern_keyrelease_v1_ReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  release(argument: _postern_keyrelease_v1_ReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  release(argument: _postern_keyrelease_v1_ReleaseRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_ReleaseResponse__Output>): grpc.ClientUnaryCall;
  
  Revoke(argument: _postern_keyrelease_v1_RevokeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  Revoke(argument: _postern_keyrelease_v1_RevokeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  Revoke(argument: _postern_keyrelease_v1_RevokeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  Revoke(argument: _postern_keyrelease_v1_RevokeRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  revoke(argument: _postern_keyrelease_v1_RevokeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  revoke(argument: _postern_keyrelease_v1_RevokeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  revoke(argument: _postern_keyrelease_v1_RevokeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  revoke(argument: _postern_keyrelease_v1_RevokeRequest, callback: grpc.requestCallback<_postern_keyrelease_v1_RevokeResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface KeyReleaseServiceHandlers extends grpc.UntypedServiceImplementation {
  CheckRecipient: grpc.handleUnaryCall<_postern_keyrelease_v1_CheckRecipientRequest__Output, _postern_keyrelease_v1_CheckRecipientResponse>;
  
  Describe: grpc.handleUnaryCall<_postern_keyrelease_v1_DescribeRequest__Output, _postern_keyrelease_v1_DescribeResponse>;
  
  Release: grpc.handleUnaryCall<_postern_keyrelease_v1_ReleaseRequest__Output, _postern_keyrelease_v1_ReleaseResponse>;
  
  Revoke: grpc.handleUnaryCall<_postern_keyrelease_v1_RevokeRequest__Output, _postern_keyrelease_v1_RevokeResponse>;
  
}

export interface KeyReleaseServiceDefinition extends grpc.ServiceDefinition {
  CheckRecipient: MethodDefinition<_postern_keyrelease_v1_CheckRecipientRequest, _postern_keyrelease_v1_CheckRecipientResponse, _postern_keyrelease_v1_CheckRecipientRequest__Output, _postern_keyrelease_v1_CheckRecipientResponse__Output>
  Describe: MethodDefinition<_postern_keyrelease_v1_DescribeRequest, _postern_keyrelease_v1_DescribeResponse, _postern_keyrelease_v1_DescribeRequest__Output, _postern_keyrelease_v1_DescribeResponse__Output>
  Release: MethodDefinition<_postern_keyrelease_v1_ReleaseRequest, _postern_keyrelease_v1_ReleaseResponse, _postern_keyrelease_v1_ReleaseRequest__Output, _postern_keyrelease_v1_ReleaseResponse__Output>
  Revoke: MethodDefinition<_postern_keyrelease_v1_RevokeRequest, _postern_keyrelease_v1_RevokeResponse, _postern_keyrelease_v1_RevokeRequest__Output, _postern_keyrelease_v1_RevokeResponse__Output>
}
