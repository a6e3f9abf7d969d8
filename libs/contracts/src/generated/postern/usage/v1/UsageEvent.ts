// Original file: proto/postern/usage/v1/usage_event.proto

import type { Kind as _postern_usage_v1_Kind, Kind__Output as _postern_usage_v1_Kind__Output } from '../../../postern/usage/v1/Kind.ts';
import type { Outcome as _postern_usage_v1_Outcome, Outcome__Output as _postern_usage_v1_Outcome__Output } from '../../../postern/usage/v1/Outcome.ts';
import type { SignInMethod as _postern_usage_v1_SignInMethod, SignInMethod__Output as _postern_usage_v1_SignInMethod__Output } from '../../../postern/usage/v1/SignInMethod.ts';
import type { BrowserFamily as _postern_usage_v1_BrowserFamily, BrowserFamily__Output as _postern_usage_v1_BrowserFamily__Output } from '../../../postern/usage/v1/BrowserFamily.ts';
import type { OsFamily as _postern_usage_v1_OsFamily, OsFamily__Output as _postern_usage_v1_OsFamily__Output } from '../../../postern/usage/v1/OsFamily.ts';
import type { Locale as _postern_usage_v1_Locale, Locale__Output as _postern_usage_v1_Locale__Output } from '../../../postern/usage/v1/Locale.ts';
import type { LatencyBucket as _postern_usage_v1_LatencyBucket, LatencyBucket__Output as _postern_usage_v1_LatencyBucket__Output } from '../../../postern/usage/v1/LatencyBucket.ts';
import type { SizeBucket as _postern_usage_v1_SizeBucket, SizeBucket__Output as _postern_usage_v1_SizeBucket__Output } from '../../../postern/usage/v1/SizeBucket.ts';
import type { ErrorCode as _postern_usage_v1_ErrorCode, ErrorCode__Output as _postern_usage_v1_ErrorCode__Output } from '../../../postern/usage/v1/ErrorCode.ts';

export interface UsageEvent {
  'kind'?: (_postern_usage_v1_Kind);
  'hour'?: (number);
  'outcome'?: (_postern_usage_v1_Outcome);
  'signInMethod'?: (_postern_usage_v1_SignInMethod);
  'browserFamily'?: (_postern_usage_v1_BrowserFamily);
  'osFamily'?: (_postern_usage_v1_OsFamily);
  'locale'?: (_postern_usage_v1_Locale);
  'latency'?: (_postern_usage_v1_LatencyBucket);
  'size'?: (_postern_usage_v1_SizeBucket);
  'errorCode'?: (_postern_usage_v1_ErrorCode);
  'senderOrganisation'?: (number);
}

export interface UsageEvent__Output {
  'kind': (_postern_usage_v1_Kind__Output);
  'hour': (number);
  'outcome': (_postern_usage_v1_Outcome__Output);
  'signInMethod': (_postern_usage_v1_SignInMethod__Output);
  'browserFamily': (_postern_usage_v1_BrowserFamily__Output);
  'osFamily': (_postern_usage_v1_OsFamily__Output);
  'locale': (_postern_usage_v1_Locale__Output);
  'latency': (_postern_usage_v1_LatencyBucket__Output);
  'size': (_postern_usage_v1_SizeBucket__Output);
  'errorCode': (_postern_usage_v1_ErrorCode__Output);
  'senderOrganisation': (number);
}
