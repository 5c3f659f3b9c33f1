import pg from 'pg';

/** Statements on a whole PostgreSQL server: roles, databases and whom a database belongs to. Needs a superuser's URL unless said otherwise. */

const MARK = 'training-subsidy-claims';

/** The roles of the system: `migrator` owns the tables, `app` and `auditor`, who reads, get only what migrations grant. Repeating sets the password again. */
export async function createRoles(adminUrl: string, password: string): Promise<void> {
  await using(adminUrl, async (client) => {
    for (const role of ['migrator', 'app', 'auditor']) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      await client.query(
        `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${pg.escapeLiteral(password)}`,
      );
    }
    await client.query('ALTER ROLE auditor SET default_transaction_read_only = on');
  });
}

/** Makes a database that `migrator` owns, empty or as a copy of `template`. One that exists already is left as it is. */
export async function createDatabase(adminUrl: string, name: string, template = 'template0'): Promise<void> {
  await using(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const [database, source] = [pg.escapeIdentifier(name), pg.escapeIdentifier(template)];
    await client.query(`CREATE DATABASE ${database} OWNER migrator TEMPLATE ${source}`);
  });
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await using(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`));
}

/** Names of all databases that begin with `prefix`. */
export async function databasesLike(adminUrl: string, prefix: string): Promise<string[]> {
  return using(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    return rows.map((row) => row.datname);
  });
}

/**
 * Marks a database as ours, so that migrations never write into somebody else's. An empty one is taken, one with unknown tables is not.
 * Works with the owner's URL. @returns whether it is ours now.
 */
export async function takeDatabase(ownerUrl: string): Promise<boolean> {
  return using(ownerUrl, async (client) => {
    const { rows } = await client.query<{ mark: string | null; tables: number }>(
      `SELECT obj_description('public'::regnamespace, 'pg_namespace') AS mark,
              (SELECT count(*)::int FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')
                 AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast')) AS tables`,
    );
    const { mark, tables } = rows[0]!;
    if (mark === MARK) return true;
    if (tables > 0) return false;
    await client.query(`COMMENT ON SCHEMA public IS '${MARK}'`);
    return true;
  });
}

/** Whether the server knows a role. Any role may ask. */
export async function hasRole(url: string, role: string): Promise<boolean> {
  return using(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    return rowCount === 1;
  });
}

/** Whether a server answers at `url`. @throws what PostgreSQL says, for example that it is still starting. */
export async function ping(url: string): Promise<void> {
  await using(url, (client) => client.query('SELECT 1'));
}

/** Works on a connection of its own, which is closed then. */
export async function using<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Has the server ready for its files to be copied while it runs, as its manual's low-level base backup: what changes meanwhile is in its log
 * (`pg_wal`), to be copied last. @returns what has to stand in the copy as `backup_label`.
 */
export async function whileBackedUp(adminUrl: string, copyFiles: () => Promise<void>): Promise<string> {
  return using(adminUrl, async (client) => {
    await client.query(`SELECT pg_backup_start('copy of the files', true)`);
    await copyFiles();
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    return rows[0]!.labelfile;
  });
}
