import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { startPostgres } from '@postern/dev-services';
import { sql } from 'kysely';
import { openDatabase } from '../src/adapters/open-database.ts';
import { openPublishedReader, publishedReader } from '../src/adapters/published-reader.ts';
import { freshDatabase, query } from './fresh-database.ts';
import { publishedReaderContract } from './published-reader-contract.ts';

/** The database, by a login that was made with these rights. */
async function loginWith(rights: string, database: URL): Promise<URL> {
  const [name, password] = [`login_${randomBytes(8).toString('hex')}`, randomBytes(8).toString('hex')];
  await query(database, `CREATE ROLE ${name} LOGIN PASSWORD '${password}' ${rights}`);
  return Object.assign(new URL(database), { username: name, password });
}

/** The same, with what a service needs to make its tables. */
async function ownerWith(rights: string, database: URL): Promise<URL> {
  const login = await loginWith(rights, database);
  await query(
    database,
    `GRANT CREATE ON DATABASE ${database.pathname.slice(1)} TO ${login.username}`,
    `GRANT CREATE ON SCHEMA public TO ${login.username}`,
  );
  return login;
}

describe('reading what is published in postgres:', () => {
  publishedReaderContract(async () => openDatabase(await freshDatabase()));

  it('works by a login that is a member of the role, and that can go no further', async () => {
    const url = await freshDatabase();
    const owner = openDatabase(url);
    await owner.use(async () => {});
    await owner.close();
    const login = await loginWith('IN ROLE postern_analyst', url);
    const reader = openPublishedReader(login);
    expect(await reader.query((db) => db.selectFrom('published.day').selectAll())).toEqual([]);
    const further = reader.read(async (db) => {
      await sql`SELECT set_config('role', 'none', true)`.execute(db);
      return sql`SELECT * FROM usage_hourly`.execute(db);
    });
    await expect(further).rejects.toMatchObject({ code: '42501' });
    await reader.close();
  });

  it('makes the role itself where it may, on a server that has none, and takes it on', async () => {
    const server = await startPostgres();
    const url = new URL(server.url);
    const database = openDatabase(await ownerWith('CREATEROLE', url));
    const { rows } = await publishedReader(database).read((db) => sql`SELECT current_user::text AS name`.execute(db));
    expect(rows).toEqual([{ name: 'postern_analyst' }]);
    await database.close();
    await server.stop();
  });

  it('says what a DBA has to run where it may not', async () => {
    const url = await freshDatabase();
    const login = await ownerWith('', url);
    const database = openDatabase(login);
    await expect(database.use(async () => {})).rejects.toThrow(
      /as a superuser, run: CREATE ROLE postern_analyst NOLOGIN; GRANT postern_analyst TO/,
    );
    await query(url, `GRANT postern_analyst TO ${login.username}`);
    await database.use(async () => {});
    await database.close();
  });
});
