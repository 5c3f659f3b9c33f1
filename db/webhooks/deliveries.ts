import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

export const deliveryStatuses = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Something that a webhook is told, and what became of it. `at` is business time, the rest real time. */
export interface DeliveryRow {
  seq: number;
  /** The same for every attempt. */
  id: string;
  webhook_id: string;
  event: 'claim.stage-changed' | 'ping';
  claim_id: string | null;
  payload: object;
  at: Instant;
  status: DeliveryStatus;
  attempts: number;
  next_try_at: Instant;
  delivered_at: Instant | null;
  response_status: number | null;
  last_error: string | null;
}

const local = (column: string) => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;

/** Writes what the claimant's systems are told of a change of stage, in its own transaction. The claim stands as it then is. */
export async function tellOfStage(
  db: Queryable,
  change: { claimId: string; n: number; from: string | null; at: Instant },
): Promise<void> {
  const { claimId, n, from, at } = change;
  await db.query(
    `insert into webhook_deliveries (id, webhook_id, event, claim_id, transition_no, payload, at)
     select 'msg_' || replace(gen_random_uuid()::text, '-', ''), w.id, 'claim.stage-changed', c.id, $2,
       json_build_object('type', 'claim.stage-changed', 'timestamp', ${local('$4::timestamptz')}, 'data', json_build_object(
         'claimId', c.id, 'jurisdiction', c.jurisdiction, 'programme', c.programme, 'transition', $2::int, 'from', $3::text,
         'stage', c.stage, 'dueAt', ${local('c.due_at')}, 'amountFen', c.amount_fen)), $4
     from claims c join webhooks w using (claimant_kind, claimant)
     where c.id = $1 and w.deactivated_at is null and (w.stages = '{}' or c.stage = any(w.stages))`,
    [claimId, n, from, at],
  );
}

/** A delivery that says nothing, for who wants to see that it arrives. */
export function insertPing(
  db: Queryable,
  { id, webhookId, at }: { id: string; webhookId: string; at: Instant },
): Promise<DeliveryRow | undefined> {
  return row(
    db,
    `insert into webhook_deliveries (id, webhook_id, event, payload, at)
     values ($1, $2::text, 'ping', json_build_object('type', 'ping', 'timestamp', ${local('$3::timestamptz')}, 'data', json_build_object('webhookId', $2::text)), $3)
     returning *`,
    [id, webhookId, at],
  );
}

export interface Due {
  id: string;
  webhook_id: string;
  url: string;
  payload: object;
  /** This one included. */
  tries: number;
}

/**
 * Takes what is due, the oldest of each webhook, for `leaseSeconds`: what nobody has settled by then is taken again. One that does not answer
 * holds up only itself.
 */
export function takeDue(db: Queryable, limit: number, leaseSeconds: number): Promise<Due[]> {
  return rows(
    db,
    `with due as (
       select d.id, w.url from webhooks w join lateral (
         select id, seq from webhook_deliveries where webhook_id = w.id and status = 'waiting' and next_try_at <= now() order by seq limit 1) d on true
       where w.deactivated_at is null order by d.seq limit $1 for update of w skip locked)
     update webhook_deliveries t set attempts = attempts + 1, tries = tries + 1, next_try_at = now() + make_interval(secs => $2)
     from due where t.id = due.id returning t.id, t.webhook_id, due.url, t.payload, t.tries`,
    [limit, leaseSeconds],
  );
}

export async function markDelivered(db: Queryable, id: string, status: number): Promise<void> {
  await db.query(
    `update webhook_deliveries set status = 'delivered', delivered_at = now(), response_status = $2, last_error = null where id = $1`,
    [id, status],
  );
}

/** Tries again after a pause that grows fourfold up to a day; after `mostTries` it has failed. `error` is a code. */
export async function markRefused(
  db: Queryable,
  id: string,
  { status, error, mostTries }: { status: number | null; error: string; mostTries: number },
): Promise<void> {
  await db.query(
    `update webhook_deliveries set response_status = $2, last_error = $3, status = case when tries >= $4 then 'failed' else 'waiting' end,
       next_try_at = now() + least(interval '1 day', interval '5 seconds' * power(4, least(tries, 10) - 1))
     where id = $1 and status = 'waiting'`,
    [id, status, error, mostTries],
  );
}

/** Newest first; `before`: the number of the last one of the page before. */
export function listDeliveries(
  db: Queryable,
  webhookId: string,
  status: DeliveryStatus | null,
  before: number | null,
  limit: number,
): Promise<DeliveryRow[]> {
  return rows(
    db,
    `select * from webhook_deliveries where webhook_id = $1 and ($2::text is null or status = $2)
     and ($3::bigint is null or seq < $3) order by seq desc limit $4`,
    [webhookId, status, before, limit],
  );
}

const again = `set status = 'waiting', tries = 0, next_try_at = now()`;

/** Sends one again, under its own id. */
export function replayOne(db: Queryable, webhookId: string, id: string): Promise<DeliveryRow | undefined> {
  return row(db, `update webhook_deliveries ${again} where webhook_id = $1 and id = $2 returning *`, [webhookId, id]);
}

/** Sends all again that happened at an instant or later, each under its own id. Answers how many. */
export async function replaySince(db: Queryable, webhookId: string, since: Instant): Promise<number> {
  const { rowCount } = await db.query(`update webhook_deliveries ${again} where webhook_id = $1 and at >= $2`, [
    webhookId,
    since,
  ]);
  return rowCount ?? 0;
}

/** What still waits is not sent any more. */
export async function giveUp(db: Queryable, webhookId: string): Promise<void> {
  await db.query(
    `update webhook_deliveries set status = 'failed', last_error = 'deactivated' where webhook_id = $1 and status = 'waiting'`,
    [webhookId],
  );
}
