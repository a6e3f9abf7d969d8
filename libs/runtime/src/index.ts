export {
  createEventLog,
  EVENT_FIELD_NAMES,
  type EventFields,
  type EventLog,
  type EventLogOptions,
  type Level,
} from './event-log.ts';
export { Metrics } from './metrics.ts';
export { OpsServer } from './ops-server.ts';
export { EX_CONFIG, runProcess, stopRequested } from './process.ts';
export type { Platform, Service, ServiceModule } from './service-module.ts';
export { tellingCode } from './telling-code.ts';
export { startTracing } from './tracing.ts';
