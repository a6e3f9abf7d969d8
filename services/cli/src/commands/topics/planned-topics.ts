import { parseKafkaAddress, type TopicPlan } from '@postern/kafka';
import { revocationTopic } from '@postern/revocation';
import { usageTopics } from '@postern/usage';
import { CliError, EXIT } from '../../exit-codes.ts';

const MAX_PARTITIONS = 1_000;
const MAX_REPLICAS = 100;

export interface TopicOptions {
  readonly brokers: string;
  readonly usage?: string;
  readonly revocations?: string;
  readonly partitions?: string;
  readonly replicas?: string;
  readonly minInSyncReplicas?: string;
}

export interface PlannedTopics {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly plans: readonly TopicPlan[];
}

/** Throws CliError for what cannot be meant. */
export function plannedTopics({ brokers, usage, revocations, ...numbers }: TopicOptions): PlannedTopics {
  if (usage === undefined && revocations === undefined)
    throw new CliError(EXIT.usage, 'which topics? Give --usage, --revocations or both');
  const partitions = numberOf('--partitions', numbers.partitions, MAX_PARTITIONS);
  const replicas = numberOf('--replicas', numbers.replicas, MAX_REPLICAS);
  const inSync = numberOf('--min-in-sync-replicas', numbers.minInSyncReplicas, MAX_REPLICAS);
  if (inSync !== undefined && replicas !== undefined && inSync > replicas)
    throw new CliError(EXIT.usage, '--min-in-sync-replicas is more than --replicas: nothing could ever be written');
  const addresses = [usage, revocations].filter((topic) => topic !== undefined).map((topic) => addressOf(brokers, topic));
  const plans = [...usagePlans(usage, partitions), ...(revocations === undefined ? [] : [revocationTopic(revocations)])];
  const settings = inSync === undefined ? {} : { 'min.insync.replicas': String(inSync) };
  return {
    brokers: addresses[0]?.brokers ?? [],
    plans: plans.map((plan) => ({ ...plan, replicas, settings: { ...plan.settings, ...settings } })),
  };
}

function usagePlans(topic: string | undefined, partitions: number | undefined): TopicPlan[] {
  if (topic === undefined) return [];
  const [events, deadLetters] = usageTopics(topic);
  return [{ ...events, partitions }, deadLetters];
}

function addressOf(brokers: string, topic: string) {
  const address = parseKafkaAddress(`kafka://${brokers}/${topic}`);
  if (address !== undefined) return address;
  throw new CliError(
    EXIT.usage,
    '--brokers takes host:port,host:port, and topics have names of letters, digits, ".", "_" and "-"',
  );
}

function numberOf(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > most)
    throw new CliError(EXIT.usage, `${option} takes a number from 1 to ${most}`);
  return Number(text);
}
