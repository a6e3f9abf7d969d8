import { type Contract, loadContract } from './contract.ts';
import type { IdentityServiceDefinition, IdentityServiceHandlers } from './generated/postern/identity/v1/IdentityService.ts';
import type {
  KeyReleaseServiceDefinition,
  KeyReleaseServiceHandlers,
} from './generated/postern/keyrelease/v1/KeyReleaseService.ts';
import type {
  KeyAgreementServiceDefinition,
  KeyAgreementServiceHandlers,
} from './generated/postern/kms/v1/KeyAgreementService.ts';
import type { OtpServiceDefinition, OtpServiceHandlers } from './generated/postern/otp/v1/OtpService.ts';
import type { RenderingServiceDefinition, RenderingServiceHandlers } from './generated/postern/rendering/v1/RenderingService.ts';

export const IDENTITY: Contract<IdentityServiceHandlers, IdentityServiceDefinition> = loadContract(
  'postern/identity/v1/identity.proto',
  'postern.identity.v1.IdentityService',
);
export const KEY_RELEASE: Contract<KeyReleaseServiceHandlers, KeyReleaseServiceDefinition> = loadContract(
  'postern/keyrelease/v1/key_release.proto',
  'postern.keyrelease.v1.KeyReleaseService',
);
export const OTP: Contract<OtpServiceHandlers, OtpServiceDefinition> = loadContract(
  'postern/otp/v1/otp.proto',
  'postern.otp.v1.OtpService',
);
export const RENDERING: Contract<RenderingServiceHandlers, RenderingServiceDefinition> = loadContract(
  'postern/rendering/v1/rendering.proto',
  'postern.rendering.v1.RenderingService',
);
export const KEY_AGREEMENT: Contract<KeyAgreementServiceHandlers, KeyAgreementServiceDefinition> = loadContract(
  'postern/kms/v1/kms.proto',
  'postern.kms.v1.KeyAgreementService',
);
