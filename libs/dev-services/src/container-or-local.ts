import { containerEngineAnswers, type Environment } from './container-engine.ts';

/** The two ways to one server. */
interface Ways<Server> {
  readonly image: string;
  inContainer(): Promise<Server>;
  locally(): Promise<Server>;
}

const SETTING = 'POSTERN_DEV_SERVICES';

/**
 * A container where an engine answers, else a local program. When the engine
 * answers but the container does not start (mostly: its image cannot be
 * pulled), it says so in one line and takes the local program.
 * `POSTERN_DEV_SERVICES=local` asks no engine; any other value is an error.
 */
export async function containerOrLocal<Server>(
  { image, inContainer, locally }: Ways<Server>,
  environment: Environment = process.env,
): Promise<Server> {
  if (isForcedLocal(environment) || !(await containerEngineAnswers(environment))) return locally();
  try {
    return await inContainer();
  } catch (thrown) {
    process.stdout.write(`Docker answers but ${image} does not start: ${firstLine(thrown)}; going on with a local program\n`);
    return locally();
  }
}

function isForcedLocal(environment: Environment): boolean {
  const value = environment[SETTING] ?? '';
  if (value !== '' && value !== 'local') throw new Error(`${SETTING} may be "local" or unset`);
  return value === 'local';
}

function firstLine(thrown: unknown): string {
  const [line = ''] = String(thrown instanceof Error ? thrown.message : thrown).split('\n');
  return line.trim().slice(0, 200);
}
