// Three years of a large portal are a million cells, and adding them up takes
// longer than a page may. So the cells of each month are added up once: cells
// that differ in nothing but their day become one, a tenth of them in all. It
// is a sum of published cells and tells nothing that they do not.
//
// The database keeps it right by itself, whoever publishes or takes back a day.
import { type Kysely, sql } from 'kysely';

const DIMENSIONS = [
  'kind',
  'outcome',
  'sender_organisation',
  'locale',
  'os_family',
  'browser_family',
  'sign_in_method',
  'error_code',
  'latency',
  'size',
] as const;

const columns = sql.join(['month', ...DIMENSIONS].map((name) => sql.id(name)));
const monthly = sql`
  SELECT cast(date_trunc('month', cast(day AS timestamp)) AS date) AS month, ${sql.join(DIMENSIONS.map((name) => sql.id(name)))}`;

export async function addCellsByMonth(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    sql`
      CREATE TABLE published.cell_by_month AS
      ${monthly}, cast(sum(uses) AS bigint) AS uses FROM published.cell GROUP BY ${columns}`,
    sql`
      ALTER TABLE published.cell_by_month
        ADD CONSTRAINT published_cell_by_month_key UNIQUE NULLS NOT DISTINCT (${columns}),
        ALTER COLUMN month SET NOT NULL, ALTER COLUMN kind SET NOT NULL, ALTER COLUMN uses SET NOT NULL`,
    sql`CREATE INDEX published_cell_day ON published.cell (day)`,
    sql`
      CREATE FUNCTION published.add_cells_to_months() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
      BEGIN
        INSERT INTO published.cell_by_month (${columns}, uses)
        ${monthly}, sign * cast(sum(uses) AS bigint) FROM changed GROUP BY ${columns}
        ON CONFLICT ON CONSTRAINT published_cell_by_month_key
          DO UPDATE SET uses = cell_by_month.uses + excluded.uses;
        IF TG_OP = 'DELETE' THEN DELETE FROM published.cell_by_month WHERE uses = 0; END IF;
        RETURN NULL;
      END $$`,
    sql`
      CREATE TRIGGER cells_added AFTER INSERT ON published.cell
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION published.add_cells_to_months()`,
    sql`
      CREATE TRIGGER cells_removed AFTER DELETE ON published.cell
      REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION published.add_cells_to_months()`,
    sql`
      CREATE FUNCTION published.forget_months() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        TRUNCATE published.cell_by_month;
        RETURN NULL;
      END $$`,
    sql`CREATE TRIGGER cells_forgotten AFTER TRUNCATE ON published.cell EXECUTE FUNCTION published.forget_months()`,
    // A cell that was published is not changed: what was seen once would differ from what is seen later.
    sql`
      CREATE FUNCTION published.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a published cell is not changed';
      END $$`,
    sql`CREATE TRIGGER cells_stay BEFORE UPDATE ON published.cell FOR EACH STATEMENT EXECUTE FUNCTION published.refuse_change()`,
  ])
    await statement.execute(db);
}
