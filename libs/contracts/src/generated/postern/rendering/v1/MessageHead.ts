// Original file: proto/postern/rendering/v1/rendering.proto

import type { Mailbox as _postern_rendering_v1_Mailbox, Mailbox__Output as _postern_rendering_v1_Mailbox__Output } from '../../../postern/rendering/v1/Mailbox.ts';
import type { Attachment as _postern_rendering_v1_Attachment, Attachment__Output as _postern_rendering_v1_Attachment__Output } from '../../../postern/rendering/v1/Attachment.ts';
import type { Warning as _postern_rendering_v1_Warning, Warning__Output as _postern_rendering_v1_Warning__Output } from '../../../postern/rendering/v1/Warning.ts';
import type { Sender as _postern_keyrelease_v1_Sender, Sender__Output as _postern_keyrelease_v1_Sender__Output } from '../../../postern/keyrelease/v1/Sender.ts';
import type { Right as _postern_keyrelease_v1_Right, Right__Output as _postern_keyrelease_v1_Right__Output } from '../../../postern/keyrelease/v1/Right.ts';
import type { Event as _postern_rendering_v1_Event, Event__Output as _postern_rendering_v1_Event__Output } from '../../../postern/rendering/v1/Event.ts';
import type { Long } from '@grpc/proto-loader';

export interface MessageHead {
  'subject'?: (string);
  'from'?: (_postern_rendering_v1_Mailbox)[];
  'to'?: (_postern_rendering_v1_Mailbox)[];
  'cc'?: (_postern_rendering_v1_Mailbox)[];
  'date'?: (number | string | Long);
  'attachments'?: (_postern_rendering_v1_Attachment)[];
  'warnings'?: (_postern_rendering_v1_Warning)[];
  'remoteCount'?: (number);
  'sender'?: (_postern_keyrelease_v1_Sender | null);
  'signedFrom'?: (string);
  'rights'?: (_postern_keyrelease_v1_Right)[];
  'expiresAt'?: (number | string | Long);
  'events'?: (_postern_rendering_v1_Event)[];
}

export interface MessageHead__Output {
  'subject': (string);
  'from': (_postern_rendering_v1_Mailbox__Output)[];
  'to': (_postern_rendering_v1_Mailbox__Output)[];
  'cc': (_postern_rendering_v1_Mailbox__Output)[];
  'date': (number);
  'attachments': (_postern_rendering_v1_Attachment__Output)[];
  'warnings': (_postern_rendering_v1_Warning__Output)[];
  'remoteCount': (number);
  'sender': (_postern_keyrelease_v1_Sender__Output | null);
  'signedFrom': (string);
  'rights': (_postern_keyrelease_v1_Right__Output)[];
  'expiresAt': (number);
  'events': (_postern_rendering_v1_Event__Output)[];
}
