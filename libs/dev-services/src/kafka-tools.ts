import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.ts';
import { mavenPom } from './kafka-jars.ts';
import { KAFKA_VERSION } from './kafka-version.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';

/** Runs one of Kafka's own command-line tools, such as `org.apache.kafka.tools.ConsumerPerformance`, and resolves to what it wrote. */
export async function runKafkaTool(mainClass: string, args: readonly string[]): Promise<string> {
  const { java } = await ensurePrograms(['java']);
  return run(java, ['-Xmx256m', '-cp', join(await ensureToolJars(), '*'), mainClass, ...args]);
}

function ensureToolJars(): Promise<string> {
  return cachedDirectory(`kafka-tools-${KAFKA_VERSION}`, async (workplace) => {
    const { mvn } = await ensurePrograms(['mvn', 'java']);
    await writeFile(join(workplace, 'pom.xml'), mavenPom('kafka-tools'));
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies';
    await run(mvn, ['-q', '-B', copy, '-DincludeScope=runtime', '-DoutputDirectory=jars'], { directory: workplace });
    return join(workplace, 'jars');
  });
}
