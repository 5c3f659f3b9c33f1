import pg from 'pg';
import type { Servers } from '../harness/servers.ts';

const bareTable =
  'create table bare_claims (id text primary key, filed_by text not null, filed_at timestamptz not null default now())';

/** A database on the shared PostgreSQL for the one row that a bare claim writes. @returns its URL */
export async function bareDatabase(servers: Servers): Promise<string> {
  const { adminUrl } = await servers.emptyDatabase();
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(bareTable);
    return adminUrl;
  } finally {
    await client.end();
  }
}
