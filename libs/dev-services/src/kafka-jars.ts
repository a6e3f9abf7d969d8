// Kafka's release archive is 120 MB with many parts that a broker does not
// need. Maven brings the broker and just its dependencies (45 MB), once; they
// are kept beside the project's packages.
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KAFKA_VERSION } from './kafka-version.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/postern', import.meta.url));

/** The directory with the jars of Kafka and its dependencies. */
export async function ensureKafkaJars(): Promise<string> {
  const jars = join(CACHE, `kafka-${KAFKA_VERSION}`);
  if (await isDirectory(jars)) return jars;
  const { mvn } = await ensurePrograms(['mvn', 'java']);
  process.stdout.write(`fetching Kafka ${KAFKA_VERSION} with Maven\n`);
  await mkdir(CACHE, { recursive: true });
  const workplace = await mkdtemp(join(CACHE, 'kafka-'));
  try {
    await writeFile(join(workplace, 'pom.xml'), pom());
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies';
    await run(mvn, ['-q', '-B', copy, '-DincludeScope=runtime', '-DoutputDirectory=jars'], { directory: workplace });
    await moveInto(join(workplace, 'jars'), jars);
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
  return jars;
}

/** Renames, unless somebody else was faster: then theirs is as good. */
async function moveInto(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (thrown) => {
    if (!(await isDirectory(to))) throw thrown;
  });
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function pom(): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>postern.dev</groupId>
  <artifactId>kafka-for-tests</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
  </dependencies>
</project>
`;
}
