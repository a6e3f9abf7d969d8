// Everything that leaves is read under a role that can read what is published
// and nothing else: a mistake in a query, or an injection that we did not think
// of, then meets a wall that is not ours. Roles belong to the whole server, so
// the role may be there already, made by another database or by the DBA.
import { type Kysely, sql } from 'kysely';

export const ANALYST_ROLE = 'postern_analyst';

/** What a DBA runs where our own user may not make roles. */
export const ANALYST_ROLE_SQL = `CREATE ROLE ${ANALYST_ROLE} NOLOGIN; GRANT ${ANALYST_ROLE} TO <the user of POSTERN_AGGREGATION_DATABASE>;`;

/** The database has no role for analysts, and we may not make it. */
export class AnalystRoleMissing extends Error {
  constructor(cause: unknown) {
    super(`the role ${ANALYST_ROLE} cannot be made or used; as a superuser, run: ${ANALYST_ROLE_SQL}`, { cause });
    this.name = 'AnalystRoleMissing';
  }
}

const MISSING = sql<{ missing: boolean }>`
  SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${sql.lit(ANALYST_ROLE)}) AS missing`;

export async function ensureAnalystRole(db: Kysely<unknown>): Promise<void> {
  try {
    const { rows } = await MISSING.execute(db);
    if (rows[0]?.missing === true) await sql.raw(CREATE).execute(db);
    await sql.raw(JOIN).execute(db);
  } catch (cause) {
    throw new AnalystRoleMissing(cause);
  }
}

/** Another database of the same server may make it at the same moment. */
const CREATE = `
  DO $$ BEGIN
    CREATE ROLE ${ANALYST_ROLE} NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$`;

/** To be able to take the role on. From PostgreSQL 16 on, having made a role is not enough for that. */
const JOIN = `
  DO $$ DECLARE may_take_on boolean; BEGIN
    IF current_setting('server_version_num')::integer >= 160000
      THEN may_take_on := pg_has_role(current_user, '${ANALYST_ROLE}', 'SET');
      ELSE may_take_on := pg_has_role(current_user, '${ANALYST_ROLE}', 'MEMBER');
    END IF;
    IF NOT may_take_on THEN EXECUTE format('GRANT ${ANALYST_ROLE} TO %I', current_user); END IF;
  END $$`;

/** What the role may do, all of it. Tables and views that a later migration adds to `published` are granted as they are made. */
export async function grantPublished(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'REVOKE ALL ON SCHEMA published FROM PUBLIC',
    'REVOKE ALL ON usage_hourly, usage_position, usage_dead_letter FROM PUBLIC',
    `GRANT USAGE ON SCHEMA published TO ${ANALYST_ROLE}`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA published TO ${ANALYST_ROLE}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA published GRANT SELECT ON TABLES TO ${ANALYST_ROLE}`,
  ])
    await sql.raw(statement).execute(db);
}
