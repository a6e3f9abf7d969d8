export { type Contract, PROTO_ROOT } from './contract.ts';
export { IDENTITY, KEY_AGREEMENT, KEY_RELEASE, OTP, RENDERING } from './contracts.ts';
export type { BeginOidcRequest, BeginOidcRequest__Output } from './generated/postern/identity/v1/BeginOidcRequest.ts';
export type { BeginOidcResponse, BeginOidcResponse__Output } from './generated/postern/identity/v1/BeginOidcResponse.ts';
export type { CompleteOidcRequest, CompleteOidcRequest__Output } from './generated/postern/identity/v1/CompleteOidcRequest.ts';
export type { CompleteOidcResponse, CompleteOidcResponse__Output } from './generated/postern/identity/v1/CompleteOidcResponse.ts';
export type { GrantReleaseRequest, GrantReleaseRequest__Output } from './generated/postern/identity/v1/GrantReleaseRequest.ts';
export type { GrantReleaseResponse, GrantReleaseResponse__Output } from './generated/postern/identity/v1/GrantReleaseResponse.ts';
export type { IdentityServiceHandlers } from './generated/postern/identity/v1/IdentityService.ts';
export type { Issuer, Issuer__Output } from './generated/postern/identity/v1/Issuer.ts';
export type { IssuerKind } from './generated/postern/identity/v1/IssuerKind.ts';
export type { ListIssuersRequest, ListIssuersRequest__Output } from './generated/postern/identity/v1/ListIssuersRequest.ts';
export type { ListIssuersResponse, ListIssuersResponse__Output } from './generated/postern/identity/v1/ListIssuersResponse.ts';
export type { MailState } from './generated/postern/identity/v1/MailState.ts';
export type {
  RedeemPasscodeRequest,
  RedeemPasscodeRequest__Output,
} from './generated/postern/identity/v1/RedeemPasscodeRequest.ts';
export type {
  RedeemPasscodeResponse,
  RedeemPasscodeResponse__Output,
} from './generated/postern/identity/v1/RedeemPasscodeResponse.ts';
export type { StartPasscodeRequest, StartPasscodeRequest__Output } from './generated/postern/identity/v1/StartPasscodeRequest.ts';
export type {
  StartPasscodeResponse,
  StartPasscodeResponse__Output,
} from './generated/postern/identity/v1/StartPasscodeResponse.ts';
export type { Brand, Brand__Output } from './generated/postern/keyrelease/v1/Brand.ts';
export type {
  CheckRecipientRequest,
  CheckRecipientRequest__Output,
} from './generated/postern/keyrelease/v1/CheckRecipientRequest.ts';
export type {
  CheckRecipientResponse,
  CheckRecipientResponse__Output,
} from './generated/postern/keyrelease/v1/CheckRecipientResponse.ts';
export type { DescribeRequest, DescribeRequest__Output } from './generated/postern/keyrelease/v1/DescribeRequest.ts';
export type { DescribeResponse, DescribeResponse__Output } from './generated/postern/keyrelease/v1/DescribeResponse.ts';
export type { KeyReleaseServiceHandlers } from './generated/postern/keyrelease/v1/KeyReleaseService.ts';
export type { ReleaseRequest, ReleaseRequest__Output } from './generated/postern/keyrelease/v1/ReleaseRequest.ts';
export type { ReleaseResponse, ReleaseResponse__Output } from './generated/postern/keyrelease/v1/ReleaseResponse.ts';
export type { RevokeRequest, RevokeRequest__Output } from './generated/postern/keyrelease/v1/RevokeRequest.ts';
export type { RevokeResponse, RevokeResponse__Output } from './generated/postern/keyrelease/v1/RevokeResponse.ts';
export type { Right } from './generated/postern/keyrelease/v1/Right.ts';
export type { Sender, Sender__Output } from './generated/postern/keyrelease/v1/Sender.ts';
export type { SignInMethod } from './generated/postern/keyrelease/v1/SignInMethod.ts';
export type { AgreeRequest, AgreeRequest__Output } from './generated/postern/kms/v1/AgreeRequest.ts';
export type { AgreeResponse, AgreeResponse__Output } from './generated/postern/kms/v1/AgreeResponse.ts';
export type { KeyAgreementServiceHandlers } from './generated/postern/kms/v1/KeyAgreementService.ts';
export type { ListKeysRequest, ListKeysRequest__Output } from './generated/postern/kms/v1/ListKeysRequest.ts';
export type { ListKeysResponse, ListKeysResponse__Output } from './generated/postern/kms/v1/ListKeysResponse.ts';
export type { PublicKey, PublicKey__Output } from './generated/postern/kms/v1/PublicKey.ts';
export type { IssueRequest, IssueRequest__Output } from './generated/postern/otp/v1/IssueRequest.ts';
export type { IssueResponse, IssueResponse__Output } from './generated/postern/otp/v1/IssueResponse.ts';
export type { OtpServiceHandlers } from './generated/postern/otp/v1/OtpService.ts';
export type { RelayState } from './generated/postern/otp/v1/RelayState.ts';
export type { VerifyRequest, VerifyRequest__Output } from './generated/postern/otp/v1/VerifyRequest.ts';
export type { VerifyResponse, VerifyResponse__Output } from './generated/postern/otp/v1/VerifyResponse.ts';
export type { Attachment, Attachment__Output } from './generated/postern/rendering/v1/Attachment.ts';
export type { Event, Event__Output } from './generated/postern/rendering/v1/Event.ts';
export type { EventClock } from './generated/postern/rendering/v1/EventClock.ts';
export type { EventKind } from './generated/postern/rendering/v1/EventKind.ts';
export type { FetchPartRequest, FetchPartRequest__Output } from './generated/postern/rendering/v1/FetchPartRequest.ts';
export type { FetchPartResponse, FetchPartResponse__Output } from './generated/postern/rendering/v1/FetchPartResponse.ts';
export type { FetchWholeRequest, FetchWholeRequest__Output } from './generated/postern/rendering/v1/FetchWholeRequest.ts';
export type { FetchWholeResponse, FetchWholeResponse__Output } from './generated/postern/rendering/v1/FetchWholeResponse.ts';
export type { Mailbox, Mailbox__Output } from './generated/postern/rendering/v1/Mailbox.ts';
export type { MessageHead, MessageHead__Output } from './generated/postern/rendering/v1/MessageHead.ts';
export type { PreviewHead, PreviewHead__Output } from './generated/postern/rendering/v1/PreviewHead.ts';
export type { PreviewKind } from './generated/postern/rendering/v1/PreviewKind.ts';
export type { PreviewPage, PreviewPage__Output } from './generated/postern/rendering/v1/PreviewPage.ts';
export type { PreviewRequest, PreviewRequest__Output } from './generated/postern/rendering/v1/PreviewRequest.ts';
export type { PreviewResponse, PreviewResponse__Output } from './generated/postern/rendering/v1/PreviewResponse.ts';
export type { RemoteContent } from './generated/postern/rendering/v1/RemoteContent.ts';
export type { RenderingServiceHandlers } from './generated/postern/rendering/v1/RenderingService.ts';
export type { RenderRequest, RenderRequest__Output } from './generated/postern/rendering/v1/RenderRequest.ts';
export type { RenderResponse, RenderResponse__Output } from './generated/postern/rendering/v1/RenderResponse.ts';
export type { SealedHead, SealedHead__Output } from './generated/postern/rendering/v1/SealedHead.ts';
export type { Warning } from './generated/postern/rendering/v1/Warning.ts';
export type { Whole } from './generated/postern/rendering/v1/Whole.ts';
export { LOADER_OPTIONS } from './loader-options.ts';
