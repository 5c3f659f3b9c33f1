import { using } from '../../db/cluster.ts';
import type { Servers } from '../harness/servers.ts';

const bareTable =
  'create table bare_claims (id text primary key, filed_by text not null, filed_at timestamptz not null default now())';

/** A database on the shared PostgreSQL for the one row that a bare claim writes. @returns its URL */
export async function bareDatabase(servers: Servers): Promise<string> {
  const { adminUrl } = await servers.emptyDatabase();
  await using(adminUrl, (client) => client.query(bareTable));
  return adminUrl;
}
