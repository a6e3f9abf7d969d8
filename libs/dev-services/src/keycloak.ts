import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { ensureKeycloak } from './keycloak-distribution.ts';
import { LOOPBACK, withFreePorts } from './loopback.ts';
import { ensurePrograms } from './programs.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const JVM = ['-Xms64m', '-Xmx400m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
/** Of the distribution; what a server writes goes beside them. */
const SHARED = ['bin', 'conf', 'lib', 'providers', 'themes'];

/** What Keycloak imports: https://www.keycloak.org/docs-api/latest/rest-api/#RealmRepresentation */
export interface Realm {
  readonly realm: string;
  readonly [member: string]: unknown;
}

/**
 * A Keycloak with one realm, always local and in memory; `url` is the realm's
 * issuer. The first start on a machine fetches and builds it.
 */
export async function startKeycloak(realm: Realm): Promise<DevService> {
  const { java } = await ensurePrograms(['java']);
  const distribution = await ensureKeycloak();
  return withFreePorts(1, async ([port = 0]) => {
    const home = await temporaryDirectory('keycloak');
    await Promise.all(SHARED.map((name) => symlink(join(distribution, name), join(home, name))));
    await mkdir(join(home, 'data', 'import'), { recursive: true });
    await writeFile(join(home, 'data', 'import', 'realm.json'), JSON.stringify(realm));
    const url = `http://${LOOPBACK}:${port}/realms/${realm.realm}`;
    const server = await startGuarded(
      // Nothing of it outlives the run, so there is nothing that an orderly shutdown would save.
      { command: java, args: command(home, port), directory: home, logFile: join(home, 'log'), stopSignal: 'SIGKILL' },
      () => probe(url),
    );
    return devService({ url }, () => server.stop());
  });
}

/** As `bin/kc.sh` starts it, without the shell in between. */
function command(home: string, port: number): readonly string[] {
  const properties = {
    'kc.home.dir': home,
    'jboss.server.config.dir': join(home, 'conf'),
    'java.util.logging.manager': 'org.jboss.logmanager.LogManager',
    'java.util.concurrent.ForkJoinPool.common.threadFactory': 'io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
  };
  const defined = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  const main = ['-cp', join(home, 'lib', 'quarkus-run.jar'), 'io.quarkus.bootstrap.runner.QuarkusEntryPoint'];
  const listen = ['--http-enabled=true', `--http-host=${LOOPBACK}`, `--http-port=${port}`, '--hostname-strict=false'];
  return [...JVM, ...defined, ...main, 'start', '--optimized', ...listen, '--import-realm'];
}

async function probe(issuer: string): Promise<void> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5_000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error('not ready');
}
