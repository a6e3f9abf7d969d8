// Original file: proto/postern/kms/v1/kms.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AgreeRequest as _postern_kms_v1_AgreeRequest, AgreeRequest__Output as _postern_kms_v1_AgreeRequest__Output } from '../../../postern/kms/v1/AgreeRequest.ts';
import type { AgreeResponse as _postern_kms_v1_AgreeResponse, AgreeResponse__Output as _postern_kms_v1_AgreeResponse__Output } from '../../../postern/kms/v1/AgreeResponse.ts';
import type { ListKeysRequest as _postern_kms_v1_ListKeysRequest, ListKeysRequest__Output as _postern_kms_v1_ListKeysRequest__Output } from '../../../postern/kms/v1/ListKeysRequest.ts';
import type { ListKeysResponse as _postern_kms_v1_ListKeysResponse, ListKeysResponse__Output as _postern_kms_v1_ListKeysResponse__Output } from '../../../postern/kms/v1/ListKeysResponse.ts';

export interface KeyAgreementServiceClient extends grpc.Client {
  Agree(argument: _postern_kms_v1_AgreeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  Agree(argument: _postern_kms_v1_AgreeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  Agree(argument: _postern_kms_v1_AgreeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  Agree(argument: _postern_kms_v1_AgreeRequest, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  agree(argument: _postern_kms_v1_AgreeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  agree(argument: _postern_kms_v1_AgreeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  agree(argument: _postern_kms_v1_AgreeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  agree(argument: _postern_kms_v1_AgreeRequest, callback: grpc.requestCallback<_postern_kms_v1_AgreeResponse__Output>): grpc.ClientUnaryCall;
  
  ListKeys(argument: _postern_kms_v1_ListKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  ListKeys(argument: _postern_kms_v1_ListKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  ListKeys(argument: _postern_kms_v1_ListKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  ListKeys(argument: _postern_kms_v1_ListKeysRequest, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  listKeys(argument: _postern_kms_v1_ListKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  listKeys(argument: _postern_kms_v1_ListKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  listKeys(argument: _postern_kms_v1_ListKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  listKeys(argument: _postern_kms_v1_ListKeysRequest, callback: grpc.requestCallback<_postern_kms_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface KeyAgreementServiceHandlers extends grpc.UntypedServiceImplementation {
  Agree: grpc.handleUnaryCall<_postern_kms_v1_AgreeRequest__Output, _postern_kms_v1_AgreeResponse>;
  
  ListKeys: grpc.handleUnaryCall<_postern_kms_v1_ListKeysRequest__Output, _postern_kms_v1_ListKeysResponse>;
  
}

export interface KeyAgreementServiceDefinition extends grpc.ServiceDefinition {
  Agree: MethodDefinition<_postern_kms_v1_AgreeRequest, _postern_kms_v1_AgreeResponse, _postern_kms_v1_AgreeRequest__Output, _postern_kms_v1_AgreeResponse__Output>
  ListKeys: MethodDefinition<_postern_kms_v1_ListKeysRequest, _postern_kms_v1_ListKeysResponse, _postern_kms_v1_ListKeysRequest__Output, _postern_kms_v1_ListKeysResponse__Output>
}
