// Kafka's release archive is 120 MB with many parts that a broker does not
// need. Maven brings the broker and just its dependencies (45 MB), once.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.ts';
import { KAFKA_VERSION } from './kafka-version.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';

/** The directory with the jars of Kafka and its dependencies. */
export function ensureKafkaJars(): Promise<string> {
  return cachedDirectory(`kafka-${KAFKA_VERSION}`, async (workplace) => {
    const { mvn } = await ensurePrograms(['mvn', 'java']);
    process.stdout.write(`fetching Kafka ${KAFKA_VERSION} with Maven\n`);
    await writeFile(join(workplace, 'pom.xml'), mavenPom('kafka_2.13'));
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies';
    await run(mvn, ['-q', '-B', copy, '-DincludeScope=runtime', '-DoutputDirectory=jars'], { directory: workplace });
    return join(workplace, 'jars');
  });
}

/** Of a project that needs one of Kafka's artifacts. */
export function mavenPom(artifact: string): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>postern.dev</groupId>
  <artifactId>kafka-for-tests</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>${artifact}</artifactId><version>${KAFKA_VERSION}</version></dependency>
  </dependencies>
</project>
`;
}
