// Original file: proto/postern/otp/v1/otp.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { IssueRequest as _postern_otp_v1_IssueRequest, IssueRequest__Output as _postern_otp_v1_IssueRequest__Output } from '../../../postern/otp/v1/IssueRequest.ts';
import type { IssueResponse as _postern_otp_v1_IssueResponse, IssueResponse__Output as _postern_otp_v1_IssueResponse__Output } from '../../../postern/otp/v1/IssueResponse.ts';
import type { VerifyRequest as _postern_otp_v1_VerifyRequest, VerifyRequest__Output as _postern_otp_v1_VerifyRequest__Output } from '../../../postern/otp/v1/VerifyRequest.ts';
import type { VerifyResponse as _postern_otp_v1_VerifyResponse, VerifyResponse__Output as _postern_otp_v1_VerifyResponse__Output } from '../../../postern/otp/v1/VerifyResponse.ts';

export interface OtpServiceClient extends grpc.Client {
  Issue(argument: _postern_otp_v1_IssueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  Issue(argument: _postern_otp_v1_IssueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  Issue(argument: _postern_otp_v1_IssueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  Issue(argument: _postern_otp_v1_IssueRequest, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  issue(argument: _postern_otp_v1_IssueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  issue(argument: _postern_otp_v1_IssueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  issue(argument: _postern_otp_v1_IssueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  issue(argument: _postern_otp_v1_IssueRequest, callback: grpc.requestCallback<_postern_otp_v1_IssueResponse__Output>): grpc.ClientUnaryCall;
  
  Verify(argument: _postern_otp_v1_VerifyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  Verify(argument: _postern_otp_v1_VerifyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  Verify(argument: _postern_otp_v1_VerifyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  Verify(argument: _postern_otp_v1_VerifyRequest, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  verify(argument: _postern_otp_v1_VerifyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  verify(argument: _postern_otp_v1_VerifyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  verify(argument: _postern_otp_v1_VerifyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  verify(argument: _postern_otp_v1_VerifyRequest, callback: grpc.requestCallback<_postern_otp_v1_VerifyResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface OtpServiceHandlers extends grpc.UntypedServiceImplementation {
  Issue: grpc.handleUnaryCall<_postern_otp_v1_IssueRequest__Output, _postern_otp_v1_IssueResponse>;
  
  Verify: grpc.handleUnaryCall<_postern_otp_v1_VerifyRequest__Output, _postern_otp_v1_VerifyResponse>;
  
}

export interface OtpServiceDefinition extends grpc.ServiceDefinition {
  Issue: MethodDefinition<_postern_otp_v1_IssueRequest, _postern_otp_v1_IssueResponse, _postern_otp_v1_IssueRequest__Output, _postern_otp_v1_IssueResponse__Output>
  Verify: MethodDefinition<_postern_otp_v1_VerifyRequest, _postern_otp_v1_VerifyResponse, _postern_otp_v1_VerifyRequest__Output, _postern_otp_v1_VerifyResponse__Output>
}
