export type { GatewayConfig } from './config.ts';
export { gatewayModule } from './service.ts';
