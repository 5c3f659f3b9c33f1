import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** A key of an enterprise's own system, without what it is recognised by. */
export interface ApiKeyRow {
  id: string;
  name: string;
  claimant_kind: 'enterprise' | 'institution';
  claimant: string;
  scopes: string[];
  made_by: string;
  made_at: Instant;
  expires_at: Instant;
  last_used_on: LocalDate | null;
  revoked_by: string | null;
  revoked_at: Instant | null;
}

/** Whose keys; null: everybody's. */
export type KeyOwner = Pick<ApiKeyRow, 'claimant_kind' | 'claimant'> | null;

const columns =
  'id, name, claimant_kind, claimant, scopes, made_by, made_at, expires_at, last_used_on, revoked_by, revoked_at';
const ofOwner = '($1::text is null or (claimant_kind = $1 and claimant = $2))';
const owner = (of: KeyOwner) => [of?.claimant_kind ?? null, of?.claimant ?? null];

type NewApiKey = Omit<ApiKeyRow, 'last_used_on' | 'revoked_by' | 'revoked_at'> & { sha256: string };

export async function insertApiKey(db: Queryable, key: NewApiKey): Promise<ApiKeyRow> {
  const inserted = await row<ApiKeyRow>(
    db,
    `insert into api_keys (id, sha256, name, claimant_kind, claimant, scopes, made_by, made_at, expires_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9) returning ${columns}`,
    [
      ...[key.id, key.sha256, key.name, key.claimant_kind, key.claimant, key.scopes, key.made_by, key.made_at],
      key.expires_at,
    ],
  );
  return inserted!;
}

/** With the hash of the whole key. */
export function findApiKey(db: Queryable, id: string): Promise<(ApiKeyRow & { sha256: string }) | undefined> {
  return row(db, `select ${columns}, sha256 from api_keys where id = $1`, [id]);
}

/** Writes at most once a day. */
export async function noteUse(db: Queryable, id: string, on: LocalDate): Promise<void> {
  await db.query('update api_keys set last_used_on = $2 where id = $1 and last_used_on is distinct from $2', [id, on]);
}

/** Newest first; `after` is the last one of the page before. */
export function listApiKeys(
  db: Queryable,
  of: KeyOwner,
  after: { madeAt: Instant; id: string } | null,
  limit: number,
): Promise<ApiKeyRow[]> {
  return rows(
    db,
    `select ${columns} from api_keys where ${ofOwner} and ($3::timestamptz is null or (made_at, id) < ($3, $4))
     order by made_at desc, id desc limit $5`,
    [...owner(of), after?.madeAt ?? null, after?.id ?? null, limit],
  );
}

/** Revokes it for good; the first revocation counts. Undefined: no such key. */
export function revokeApiKey(
  db: Queryable,
  of: KeyOwner,
  id: string,
  { by, at }: { by: string; at: Instant },
): Promise<ApiKeyRow | undefined> {
  return row(
    db,
    `update api_keys set revoked_by = coalesce(revoked_by, $4), revoked_at = coalesce(revoked_at, $5)
     where ${ofOwner} and id = $3 returning ${columns}`,
    [...owner(of), id, by, at],
  );
}
