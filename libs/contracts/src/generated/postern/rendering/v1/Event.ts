// Original file: proto/postern/rendering/v1/rendering.proto

import type { EventKind as _postern_rendering_v1_EventKind, EventKind__Output as _postern_rendering_v1_EventKind__Output } from '../../../postern/rendering/v1/EventKind.ts';
import type { Mailbox as _postern_rendering_v1_Mailbox, Mailbox__Output as _postern_rendering_v1_Mailbox__Output } from '../../../postern/rendering/v1/Mailbox.ts';
import type { EventClock as _postern_rendering_v1_EventClock, EventClock__Output as _postern_rendering_v1_EventClock__Output } from '../../../postern/rendering/v1/EventClock.ts';
import type { Long } from '@grpc/proto-loader';

export interface Event {
  'kind'?: (_postern_rendering_v1_EventKind);
  'title'?: (string);
  'location'?: (string);
  'organiser'?: (_postern_rendering_v1_Mailbox | null);
  'attendee'?: (_postern_rendering_v1_Mailbox | null);
  'attendeeCount'?: (number);
  'repeats'?: (boolean);
  'clock'?: (_postern_rendering_v1_EventClock);
  'start'?: (number | string | Long);
  'end'?: (number | string | Long);
  'timeZone'?: (string);
}

export interface Event__Output {
  'kind': (_postern_rendering_v1_EventKind__Output);
  'title': (string);
  'location': (string);
  'organiser': (_postern_rendering_v1_Mailbox__Output | null);
  'attendee': (_postern_rendering_v1_Mailbox__Output | null);
  'attendeeCount': (number);
  'repeats': (boolean);
  'clock': (_postern_rendering_v1_EventClock__Output);
  'start': (number);
  'end': (number);
  'timeZone': (string);
}
