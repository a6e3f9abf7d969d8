// What runs when Docker does. Full versions, so that a test run means the same
// next year. Redis 7.2 is the last under the BSD licence; a newer PostgreSQL
// than Debian's, so that both are tried; Kafka as Maven brings it.
import { KAFKA_VERSION } from './kafka-version.ts';

export const REDIS_IMAGE = 'redis:7.2.5-alpine';
export const POSTGRES_IMAGE = 'postgres:17.6-alpine';
export const KAFKA_IMAGE = `apache/kafka:${KAFKA_VERSION}`;
