// Original file: proto/postern/usage/v1/usage_event.proto

import type { Kind as _postern_usage_v1_Kind, Kind__Output as _postern_usage_v1_Kind__Output } from '../../../postern/usage/v1/Kind.ts';
import type { Outcome as _postern_usage_v1_Outcome, Outcome__Output as _postern_usage_v1_Outcome__Output } from '../../../postern/usage/v1/Outcome.ts';
import type { SignInMethod as _postern_usage_v1_SignInMethod, SignInMethod__Output as _postern_usage_v1_SignInMethod__Output } from '../../../postern/usage/v1/SignInMethod.ts';
import type { BrowserFamily as _postern_usage_v1_BrowserFamily, BrowserFamily__Output as _postern_usage_v1_BrowserFamily__Output } from '../../../postern/usage/v1/BrowserFamily.ts';

export interface UsageEvent {
  'kind'?: (_postern_usage_v1_Kind);
  'hour'?: (number);
  'outcome'?: (_postern_usage_v1_Outcome);
  'signInMethod'?: (_postern_usage_v1_SignInMethod);
  'browserFamily'?: (_postern_usage_v1_BrowserFamily);
}

export interface UsageEvent__Output {
  'kind': (_postern_usage_v1_Kind__Output);
  'hour': (number);
  'outcome': (_postern_usage_v1_Outcome__Output);
  'signInMethod': (_postern_usage_v1_SignInMethod__Output);
  'browserFamily': (_postern_usage_v1_BrowserFamily__Output);
}
