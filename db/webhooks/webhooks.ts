import type { Instant } from '../../domain/calendar/date.ts';
import { oneAtATime } from '../locks.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofWebhook } from '../privacy/context.ts';

/** Where a claimant's own system is told of its claims. */
export interface WebhookRow {
  id: string;
  claimant_kind: 'enterprise' | 'institution' | 'individual';
  claimant: string;
  url: string;
  /** Only changes to these stages are told; empty: every one. */
  stages: string[];
  made_by: string;
  /** Business time. */
  made_at: Instant;
  deactivated_by: string | null;
  deactivated_at: Instant | null;
}

/** A secret without itself; `endsAt`: until when it signs beside the newest, real time. */
export interface SecretHead {
  no: number;
  madeAt: Instant;
  endsAt: Instant | null;
}

export type ListedWebhook = WebhookRow & { secrets: SecretHead[] };

interface Deed {
  by: string;
  at: Instant;
}

const local = (column: string) => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;
const listed = `select w.*, (select json_agg(json_build_object('no', s.no, 'madeAt', ${local('s.made_at')},
    'endsAt', ${local('s.ends_at')}) order by s.no) from webhook_secrets s where s.webhook_id = w.id) as secrets
  from webhooks w`;

export async function insertWebhook(
  db: Queryable,
  w: Omit<WebhookRow, 'deactivated_by' | 'deactivated_at'>,
): Promise<void> {
  await db.query(
    'insert into webhooks (id, claimant_kind, claimant, url, stages, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7)',
    [w.id, w.claimant_kind, w.claimant, w.url, w.stages, w.made_by, w.made_at],
  );
}

export function findWebhook(db: Queryable, id: string): Promise<ListedWebhook | undefined> {
  return row(db, `${listed} where w.id = $1`, [id]);
}

/** Keeps other acts on the webhook waiting. */
export function lockWebhook(db: Queryable, id: string): Promise<WebhookRow | undefined> {
  return row(db, 'select * from webhooks where id = $1 for update', [id]);
}

/** Newest first; `after` is the last one of the page before. */
export function listWebhooks(
  db: Queryable,
  after: { madeAt: Instant; id: string } | null,
  limit: number,
): Promise<ListedWebhook[]> {
  return rows(
    db,
    `${listed} where $1::timestamptz is null or (w.made_at, w.id) < ($1, $2) order by w.made_at desc, w.id desc limit $3`,
    [after?.madeAt ?? null, after?.id ?? null, limit],
  );
}

/** Of one claimant; nobody else makes one for them until the transaction ends. */
export async function countActive(
  tx: Queryable,
  { claimant_kind, claimant }: Pick<WebhookRow, 'claimant_kind' | 'claimant'>,
): Promise<number> {
  await oneAtATime(tx, `webhooks/${claimant_kind}/${claimant}`);
  const found = await row<{ n: number }>(
    tx,
    'select count(*) as n from webhooks where claimant_kind = $1 and claimant = $2 and deactivated_at is null',
    [claimant_kind, claimant],
  );
  return found!.n;
}

export async function deactivateWebhook(db: Queryable, id: string, { by, at }: Deed): Promise<void> {
  await db.query('update webhooks set deactivated_by = $2, deactivated_at = $3 where id = $1', [id, by, at]);
}

/** Adds a secret; those before it sign for another `overlapHours`. */
export async function insertSecret(
  db: Queryable,
  id: string,
  secret: string,
  overlapHours: number,
  { by, at }: Deed,
): Promise<void> {
  await db.query(
    `update webhook_secrets set ends_at = now() + make_interval(hours => $2) where webhook_id = $1 and ends_at is null`,
    [id, overlapHours],
  );
  await db.query(
    `insert into webhook_secrets (webhook_id, no, personal, made_by, made_at)
     select $1, count(*) + 1, $2, $3, $4 from webhook_secrets where webhook_id = $1`,
    [id, JSON.stringify(db.vault.seal({ secret }, ofWebhook(id))), by, at],
  );
}

/** Every secret that signs now, the newest first. */
export async function signingSecrets(db: Queryable, id: string): Promise<string[]> {
  const found = await rows<{ no: number; secret: string }>(
    db,
    `select no, personal->>'secret' as secret from webhook_secrets
     where webhook_id = $1 and (ends_at is null or ends_at > now()) order by no desc`,
    [id],
  );
  return found.map(({ no, secret }) =>
    db.vault.openField(secret, 'secret', ofWebhook(id), `webhook_secrets ${id}/${no}`),
  );
}
