import type { ServiceModule } from '@postern/runtime';
import { type OtpConfig, readOtpConfig } from './config.ts';
import { openOtpDeps } from './deps.ts';
import { createOtpService } from './service.ts';

export const otpModule: ServiceModule<OtpConfig> = {
  name: 'otp',
  settingsPrefix: 'POSTERN_OTP_',
  readConfig: readOtpConfig,
  create: async (config, platform) => createOtpService(config, openOtpDeps(config, platform), platform),
};

export type { OtpConfig } from './config.ts';
