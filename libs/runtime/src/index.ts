export {
  createEventLog,
  EVENT_FIELD_NAMES,
  type EventFields,
  type EventLog,
  type EventLogOptions,
  type Level,
} from './event-log.ts';
export { exemplarOf } from './exemplar.ts';
export { closableConnections } from './http-drain.ts';
export { observeHttp } from './http-observer.ts';
export { Metrics } from './metrics.ts';
export { OpsServer } from './ops-server.ts';
export { EX_CONFIG, runProcess } from './process.ts';
export type { Platform, Service, ServiceModule } from './service-module.ts';
export { SPAN_ATTRIBUTES } from './span-allow-list.ts';
export { stopRequested } from './stop-requested.ts';
export { tellingCode } from './telling-code.ts';
