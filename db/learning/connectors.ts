import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofConnector } from '../privacy/context.ts';

/** One training platform that sends events. */
export interface ConnectorRow {
  id: string;
  name: string;
  /** For whose classes it may speak; empty: for those of every place. */
  jurisdictions: string[];
  made_by: string;
  /** Business time. */
  made_at: Instant;
  revoked_by: string | null;
  revoked_at: Instant | null;
}

/** A secret without itself. */
export interface SecretHead {
  no: number;
  madeAt: Instant;
  revokedAt: Instant | null;
}

export type ListedConnector = ConnectorRow & { secrets: SecretHead[] };

interface Deed {
  by: string;
  at: Instant;
}

const local = (column: string) => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;
const listed = `select c.*, (select coalesce(json_agg(json_build_object('no', s.no, 'madeAt', ${local('s.made_at')},
    'revokedAt', ${local('s.revoked_at')}) order by s.no), '[]') from connector_secrets s where s.connector_id = c.id) as secrets
  from connectors c`;

export async function insertConnector(
  db: Queryable,
  { id, name, jurisdictions, made_by, made_at }: Omit<ConnectorRow, 'revoked_by' | 'revoked_at'>,
): Promise<void> {
  await db.query('insert into connectors (id, name, jurisdictions, made_by, made_at) values ($1,$2,$3,$4,$5)', [
    ...[id, name, jurisdictions, made_by, made_at],
  ]);
}

export function findConnector(db: Queryable, id: string): Promise<ListedConnector | undefined> {
  return row(db, `${listed} where c.id = $1`, [id]);
}

/** Keeps other acts on the connector waiting. */
export function lockConnector(db: Queryable, id: string): Promise<ConnectorRow | undefined> {
  return row(db, 'select * from connectors where id = $1 for update', [id]);
}

/** Newest first; `after` is the last one of the page before. */
export function listConnectors(
  db: Queryable,
  after: { madeAt: Instant; id: string } | null,
  limit: number,
): Promise<ListedConnector[]> {
  return rows(
    db,
    `${listed} where $1::timestamptz is null or (c.made_at, c.id) < ($1, $2) order by c.made_at desc, c.id desc limit $3`,
    [after?.madeAt ?? null, after?.id ?? null, limit],
  );
}

/** Revokes it for good; the first revocation counts. */
export async function revokeConnector(db: Queryable, id: string, { by, at }: Deed): Promise<void> {
  await db.query('update connectors set revoked_by = $2, revoked_at = $3 where id = $1 and revoked_at is null', [
    id,
    by,
    at,
  ]);
}

/** Adds a secret behind those that it has had; answers its number. */
export async function insertSecret(db: Queryable, id: string, secret: string, { by, at }: Deed): Promise<number> {
  const added = await row<{ no: number }>(
    db,
    `insert into connector_secrets (connector_id, no, personal, made_by, made_at)
     select $1, count(*) + 1, $2, $3, $4 from connector_secrets where connector_id = $1 returning no`,
    [id, JSON.stringify(db.vault.seal({ secret }, ofConnector(id))), by, at],
  );
  return added!.no;
}

/** False: there is no such secret. The first revocation counts. */
export async function revokeSecret(db: Queryable, id: string, no: number, { by, at }: Deed): Promise<boolean> {
  const { rowCount } = await db.query(
    `update connector_secrets set revoked_by = coalesce(revoked_by, $3), revoked_at = coalesce(revoked_at, $4)
     where connector_id = $1 and no = $2`,
    [id, no, by, at],
  );
  return rowCount === 1;
}

/** A connector that may speak, with every secret that counts now. Undefined when it is revoked, or not there. */
export async function speakingConnector(
  db: Queryable,
  id: string,
): Promise<(Pick<ConnectorRow, 'id' | 'jurisdictions'> & { secrets: string[] }) | undefined> {
  const found = await rows<{ jurisdictions: string[]; secret: string; no: number }>(
    db,
    `select c.jurisdictions, s.no, s.personal->>'secret' as secret from connectors c
     join connector_secrets s on s.connector_id = c.id and s.revoked_at is null
     where c.id = $1 and c.revoked_at is null order by s.no desc`,
    [id],
  );
  const [first] = found;
  if (!first) return undefined;
  const secrets = found.map(({ no, secret }) =>
    db.vault.openField(secret, 'secret', ofConnector(id), `connector_secrets ${id}/${no}`),
  );
  return { id, jurisdictions: first.jurisdictions, secrets };
}
