export { type KafkaAddress, parseKafkaAddress } from './kafka-address.ts';
export { createKafkaClient } from './kafka-client.ts';
export { pause } from './pause.ts';
export { createSessionConsumer, type SessionConsumer } from './session-consumer.ts';
export { makeTopic, type TopicDifference, TopicForbiddenError, type TopicPlan, topicDifferences } from './topic-plan.ts';
export { withAdmin } from './with-admin.ts';
