import { randomBytes } from 'node:crypto';
import pg from 'pg';

export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this through the integration project`);
  return value;
}

/** Runs statements on a connection of their own. */
export async function query(url: URL, ...statements: readonly string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client(url.href);
  await client.connect();
  try {
    const results: pg.QueryResult[] = [];
    for (const statement of statements) results.push(await client.query(statement));
    return results;
  } finally {
    await client.end();
  }
}

/** A new database on the test run's server. */
export async function freshDatabase(): Promise<URL> {
  const server = new URL(fromEnvironment('TEST_POSTGRES_URL'));
  const name = `aggregation_${randomBytes(8).toString('hex')}`;
  await query(server, `CREATE DATABASE ${name}`);
  return new URL(`/${name}`, server);
}
