import { createKafkaClient, makeTopic, TopicForbiddenError, type TopicPlan, topicDifferences, withAdmin } from '@postern/kafka';
import type { Command } from 'commander';
import type { Admin } from 'kafkajs';
import { CliError, EXIT, type ExitCode } from '../exit-codes.ts';
import { writeOutput } from '../write-output.ts';
import { type PlannedTopics, plannedTopics, type TopicOptions } from './topics/planned-topics.ts';

interface Options extends TopicOptions {
  readonly check?: boolean;
}

export function addTopicsCommand(program: Command, setExitCode: (code: ExitCode) => void): void {
  program
    .command('topics')
    .description('makes the topics in Kafka, and checks those that exist')
    .command('create')
    .description('makes the topics that are missing; says of the others how they differ from what they should be')
    .requiredOption('--brokers <host:port,…>', 'of Kafka')
    .option('--usage <topic>', 'for usage events; and a second one, <topic>.dead-letter')
    .option('--revocations <topic>', 'for messages that were taken back')
    .option('--partitions <number>', 'of the usage topic; the others have one')
    .option('--replicas <number>', 'of every topic')
    .option('--min-in-sync-replicas <number>', 'how many replicas have a record before it counts as written')
    .option('--check', 'makes nothing: a topic that is missing is a difference')
    .addHelpText(
      'after',
      `
Services make their topics themselves where they may. With this, run once by
somebody who may, they need no permission to. What is not given here is left to
the brokers and not looked at. A topic that exists is never changed.

Prints a line for each topic and each difference. Exit code 0 when all are as
they should be, 1 when one differs, 69 when Kafka does not answer.

Example: postern topics create --brokers broker-1:9092,broker-2:9092 --usage usage --revocations revocations
  --partitions 6 --replicas 3 --min-in-sync-replicas 2`,
    )
    .action(async ({ check = false, ...options }: Options) => {
      if (!(await bringAbout(plannedTopics(options), check))) setExitCode(EXIT.refused);
    });
}

/** Whether all of them are as they should be in the end. */
async function bringAbout({ brokers, plans }: PlannedTopics, isCheck: boolean): Promise<boolean> {
  try {
    return await withAdmin(createKafkaClient(brokers), async (admin) => {
      const outcomes: boolean[] = [];
      for (const plan of plans) outcomes.push(await bringAboutOne(admin, plan, isCheck));
      return outcomes.every((isRight) => isRight);
    });
  } catch (thrown) {
    if (thrown instanceof TopicForbiddenError) throw new CliError(EXIT.refused, thrown.message);
    throw new CliError(EXIT.unavailable, `no answer from Kafka at ${brokers.join(', ')}, or it refused the settings`);
  }
}

async function bringAboutOne(admin: Admin, plan: TopicPlan, isCheck: boolean): Promise<boolean> {
  const { topic } = plan;
  if (!isCheck && (await makeTopic(admin, plan))) {
    await writeOutput(`made        ${topic}\n`);
    return true;
  }
  const differences = await topicDifferences(admin, plan);
  if (differences === undefined) await writeOutput(`missing     ${topic}\n`);
  else if (differences.length === 0) await writeOutput(`in order    ${topic}\n`);
  for (const { what, planned, found } of differences ?? [])
    await writeOutput(`differs     ${topic}  ${what} is ${found} and should be ${planned}\n`);
  return differences?.length === 0;
}
