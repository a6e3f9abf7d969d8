// Keycloak as its makers pack it (176 MB), by Maven, and built once for an
// in-memory database and nothing that a test does not ask for: what a start
// would have to do each time otherwise.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';

const KEYCLOAK_VERSION = '26.7.3';

/** The directory of a built Keycloak; nobody writes into it. */
export function ensureKeycloak(): Promise<string> {
  return cachedDirectory(`keycloak-${KEYCLOAK_VERSION}-built`, async (workplace) => {
    const { mvn, java } = await ensurePrograms(['mvn', 'java']);
    process.stdout.write(`fetching Keycloak ${KEYCLOAK_VERSION} with Maven\n`);
    const artifact = `org.keycloak:keycloak-quarkus-dist:${KEYCLOAK_VERSION}:tar.gz`;
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy';
    await run(mvn, ['-q', '-B', copy, `-Dartifact=${artifact}`, '-DoutputDirectory=.'], { directory: workplace });
    const [archive = ''] = (await readdir(workplace)).filter((name) => name.endsWith('.tar.gz'));
    await run('tar', ['-xzf', archive], { directory: workplace });
    await rm(join(workplace, archive));
    const home = join(workplace, `keycloak-${KEYCLOAK_VERSION}`);
    await run(join(home, 'bin', 'kc.sh'), ['build', '--db=dev-mem', '--cache=local'], {
      environment: { JAVA: java, JAVA_OPTS_KC_HEAP: '-Xmx512m' },
    });
    return home;
  });
}
