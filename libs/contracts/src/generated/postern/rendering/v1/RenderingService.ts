// Original file: proto/postern/rendering/v1/rendering.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { FetchPartRequest as _postern_rendering_v1_FetchPartRequest, FetchPartRequest__Output as _postern_rendering_v1_FetchPartRequest__Output } from '../../../postern/rendering/v1/FetchPartRequest.ts';
import type { FetchPartResponse as _postern_rendering_v1_FetchPartResponse, FetchPartResponse__Output as _postern_rendering_v1_FetchPartResponse__Output } from '../../../postern/rendering/v1/FetchPartResponse.ts';
import type { FetchWholeRequest as _postern_rendering_v1_FetchWholeRequest, FetchWholeRequest__Output as _postern_rendering_v1_FetchWholeRequest__Output } from '../../../postern/rendering/v1/FetchWholeRequest.ts';
import type { FetchWholeResponse as _postern_rendering_v1_FetchWholeResponse, FetchWholeResponse__Output as _postern_rendering_v1_FetchWholeResponse__Output } from '../../../postern/rendering/v1/FetchWholeResponse.ts';
import type { PreviewRequest as _postern_rendering_v1_PreviewRequest, PreviewRequest__Output as _postern_rendering_v1_PreviewRequest__Output } from '../../../postern/rendering/v1/PreviewRequest.ts';
import type { PreviewResponse as _postern_rendering_v1_PreviewResponse, PreviewResponse__Output as _postern_rendering_v1_PreviewResponse__Output } from '../../../postern/rendering/v1/PreviewResponse.ts';
import type { RenderRequest as _postern_rendering_v1_RenderRequest, RenderRequest__Output as _postern_rendering_v1_RenderRequest__Output } from '../../../postern/rendering/v1/RenderRequest.ts';
import type { RenderResponse as _postern_rendering_v1_RenderResponse, RenderResponse__Output as _postern_rendering_v1_RenderResponse__Output } from '../../../postern/rendering/v1/RenderResponse.ts';

export interface RenderingServiceClient extends grpc.Client {
  FetchPart(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchPartRequest, _postern_rendering_v1_FetchPartResponse__Output>;
  FetchPart(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchPartRequest, _postern_rendering_v1_FetchPartResponse__Output>;
  fetchPart(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchPartRequest, _postern_rendering_v1_FetchPartResponse__Output>;
  fetchPart(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchPartRequest, _postern_rendering_v1_FetchPartResponse__Output>;
  
  FetchWhole(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchWholeRequest, _postern_rendering_v1_FetchWholeResponse__Output>;
  FetchWhole(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchWholeRequest, _postern_rendering_v1_FetchWholeResponse__Output>;
  fetchWhole(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchWholeRequest, _postern_rendering_v1_FetchWholeResponse__Output>;
  fetchWhole(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_FetchWholeRequest, _postern_rendering_v1_FetchWholeResponse__Output>;
  
  Preview(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_PreviewRequest, _postern_rendering_v1_PreviewResponse__Output>;
  Preview(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_PreviewRequest, _postern_rendering_v1_PreviewResponse__Output>;
  preview(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_PreviewRequest, _postern_rendering_v1_PreviewResponse__Output>;
  preview(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_PreviewRequest, _postern_rendering_v1_PreviewResponse__Output>;
  
  Render(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_RenderRequest, _postern_rendering_v1_RenderResponse__Output>;
  Render(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_RenderRequest, _postern_rendering_v1_RenderResponse__Output>;
  render(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_RenderRequest, _postern_rendering_v1_RenderResponse__Output>;
  render(options?: grpc.CallOptions): grpc.ClientDuplexStream<_postern_rendering_v1_RenderRequest, _postern_rendering_v1_RenderResponse__Output>;
  
}

export interface RenderingServiceHandlers extends grpc.UntypedServiceImplementation {
  FetchPart: grpc.handleBidiStreamingCall<_postern_rendering_v1_FetchPartRequest__Output, _postern_rendering_v1_FetchPartResponse>;
  
  FetchWhole: grpc.handleBidiStreamingCall<_postern_rendering_v1_FetchWholeRequest__Output, _postern_rendering_v1_FetchWholeResponse>;
  
  Preview: grpc.handleBidiStreamingCall<_postern_rendering_v1_PreviewRequest__Output, _postern_rendering_v1_PreviewResponse>;
  
  Render: grpc.handleBidiStreamingCall<_postern_rendering_v1_RenderRequest__Output, _postern_rendering_v1_RenderResponse>;
  
}

export interface RenderingServiceDefinition extends grpc.ServiceDefinition {
  FetchPart: MethodDefinition<_postern_rendering_v1_FetchPartRequest, _postern_rendering_v1_FetchPartResponse, _postern_rendering_v1_FetchPartRequest__Output, _postern_rendering_v1_FetchPartResponse__Output>
  FetchWhole: MethodDefinition<_postern_rendering_v1_FetchWholeRequest, _postern_rendering_v1_FetchWholeResponse, _postern_rendering_v1_FetchWholeRequest__Output, _postern_rendering_v1_FetchWholeResponse__Output>
  Preview: MethodDefinition<_postern_rendering_v1_PreviewRequest, _postern_rendering_v1_PreviewResponse, _postern_rendering_v1_PreviewRequest__Output, _postern_rendering_v1_PreviewResponse__Output>
  Render: MethodDefinition<_postern_rendering_v1_RenderRequest, _postern_rendering_v1_RenderResponse, _postern_rendering_v1_RenderRequest__Output, _postern_rendering_v1_RenderResponse__Output>
}
