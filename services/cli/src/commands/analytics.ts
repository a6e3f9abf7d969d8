import { ConfigError, SettingsReader } from '@postern/config';
import type { Command } from 'commander';
import { CliError, codeOf, EXIT } from '../exit-codes.ts';
import { writeOutput } from '../write-output.ts';

interface SeedOptions {
  readonly days: string;
  readonly forceDemo?: true;
}

const DATABASE = 'POSTERN_AGGREGATION_DATABASE';
const MAX_DAYS = 3_660;

export function addAnalyticsCommand(program: Command): void {
  const analytics = program
    .command('analytics')
    .description("the analysts' database: makes its tables, or fills it with a demonstration")
    .addHelpText(
      'after',
      `
The database is the setting ${DATABASE}, as aggregation reads it
(postgres://… or pglite:///directory). It is not an option, because everybody on
this computer can see the options of a program, and it may hold a password.`,
    );
  analytics
    .command('migrate')
    .description('makes the tables, the views and the role of the analysts, or brings them up to date')
    .action(async () => {
      const database = databaseFromSettings();
      const { migrateAnalytics } = await aggregation();
      await explained(() => migrateAnalytics(database));
      writeOutput('the tables are up to date\n');
    });
  analytics
    .command('seed')
    .description('publishes made-up days, up to yesterday, so that there is something to look at')
    .option('--days <number>', 'how many', '90')
    .option('--force-demo', 'also where days are published already; these stay as they are')
    .action(async (options: SeedOptions) => {
      const [days, force] = [numberOfDays(options.days), options.forceDemo === true];
      const database = databaseFromSettings();
      const { seedAnalytics } = await aggregation();
      const made = await explained(() => seedAnalytics(database, { days, force }));
      if (made === undefined)
        throw new CliError(EXIT.refused, 'there are published days already: made-up ones beside them need --force-demo');
      writeOutput(`published ${made} made-up days, which say so\n`);
    });
}

/** Only these commands need a database, and the others should not wait for its code. */
function aggregation(): Promise<typeof import('@postern/aggregation')> {
  return import('@postern/aggregation');
}

function databaseFromSettings(): URL {
  const settings = new SettingsReader(process.env);
  const url = settings.url(DATABASE, ['postgres:', 'postgresql:', 'pglite:']);
  const isKept = url.protocol !== 'pglite:' || url.pathname !== '';
  if (!isKept) settings.reject(DATABASE, 'must name a directory: what is in memory is gone with this program');
  try {
    settings.finish();
  } catch (thrown) {
    throw thrown instanceof ConfigError ? new CliError(EXIT.usage, thrown.mistakes.join('; ')) : thrown;
  }
  return url;
}

function numberOfDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MAX_DAYS) throw new CliError(EXIT.usage, `--days must be a whole number from 1 to ${MAX_DAYS}`);
  return days;
}

/** A database that is away is nobody's mistake here, and its error may hold a name or a password: only its code is told. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  const { AnalystRoleMissing } = await aggregation();
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof AnalystRoleMissing) throw new CliError(EXIT.refused, thrown.message);
    throw new CliError(EXIT.unavailable, `the database did not do it (${codeOf(thrown)})`);
  }
}
