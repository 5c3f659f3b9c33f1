import type { Instant } from '../../domain/calendar/date.ts';
import { instantIn } from '../instant.ts';
import { oneAtATime } from '../locks.ts';
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

/** Writes what the claimant's systems are told of a change of stage, in its own transaction. The claim stands as it then is. */
export async function tellOfStage(
  db: Queryable,
  change: { claimId: string; n: number; from: string | null; at: Instant },
): Promise<void> {
  const { claimId, n, from, at } = change;
  await db.query(
    `insert into webhook_deliveries (id, webhook_id, event, claim_id, transition_no, payload, at)
     select 'msg_' || replace(gen_random_uuid()::text, '-', ''), w.id, 'claim.stage-changed', c.id, $2,
       json_build_object('type', 'claim.stage-changed', 'timestamp', ${instantIn('$4::timestamptz')}, 'data', json_build_object(
         'claimId', c.id, 'jurisdiction', c.jurisdiction, 'programme', c.programme, 'transition', $2::int, 'from', $3::text,
         'stage', c.stage, 'dueAt', ${instantIn('c.due_at')}, 'amountFen', c.amount_fen)), $4
     from claims c join webhooks w using (claimant_kind, claimant)
     where c.id = $1 and w.deactivated_at is null and (w.stages = '{}' or c.stage = any(w.stages))`,
    [claimId, n, from, at],
  );
}

/** A delivery that says nothing, for who wants to see that it arrives. */
export async function insertPing(
  db: Queryable,
  { id, webhookId, at }: { id: string; webhookId: string; at: Instant },
): Promise<DeliveryRow> {
  const made = await row<DeliveryRow>(
    db,
    `insert into webhook_deliveries (id, webhook_id, event, payload, at)
     values ($1, $2::text, 'ping', json_build_object('type', 'ping', 'timestamp', ${instantIn('$3::timestamptz')}, 'data', json_build_object('webhookId', $2::text)), $3)
     returning *`,
    [id, webhookId, at],
  );
  return made!;
}

export async function countWaitingPings(db: Queryable, webhookId: string): Promise<number> {
  const waiting = `select count(*) as n from webhook_deliveries where webhook_id = $1 and event = 'ping' and status = 'waiting'`;
  return (await row<{ n: number }>(db, waiting, [webhookId]))!.n;
}

export interface Due {
  id: string;
  webhook_id: string;
  claim_id: string | null;
  url: string;
  payload: object;
  /** This one included. */
  attempts: number;
  /** Of these, since it was last asked for. */
  tries: number;
  /** Its system has not answered in time again and again. */
  silent: boolean;
}

/** How often in a row a system does not answer in time until it is held to be silent. */
const silentAfter = 2;

/**
 * Takes what is due, the oldest of each webhook that is not being told something, for `leaseSeconds`: what nobody has settled by then is taken
 * again. Nobody is told two things at once, and of those that were silent before no more than `mostSilent` are taken: who does not answer holds up
 * only those that do not either.
 */
export async function takeDue(
  tx: Queryable,
  { limit, mostSilent, leaseSeconds }: { limit: number; mostSilent: number; leaseSeconds: number },
): Promise<Due[]> {
  // Senders that take at the same moment would each count without the other.
  await oneAtATime(tx, 'webhooks/due');
  return rows(
    tx,
    `with busy as (
       select w.claimant_kind, w.claimant from webhook_deliveries d join webhooks w on w.id = d.webhook_id where d.taken_until > now()),
     next as (
       select distinct on (w.claimant_kind, w.claimant) d.id, d.seq, w.url, w.timeouts >= ${silentAfter} as silent
       from webhooks w join lateral (
         select id, seq from webhook_deliveries where webhook_id = w.id and status = 'waiting' and next_try_at <= now() order by seq limit 1) d on true
       where w.deactivated_at is null and (w.claimant_kind, w.claimant) not in (select claimant_kind, claimant from busy)
       order by w.claimant_kind, w.claimant, silent, d.seq),
     due as (select *, row_number() over (partition by silent order by seq) as nth from next)
     update webhook_deliveries t set attempts = attempts + 1, tries = tries + 1, taken_until = now() + make_interval(secs => $3)
     from (select * from due where not silent or nth <= $2 order by silent, seq limit $1) due
     where t.id = due.id and t.status = 'waiting' returning t.id, t.webhook_id, t.claim_id, due.url, t.payload, t.attempts, t.tries, due.silent`,
    [limit, mostSilent, leaseSeconds],
  );
}

type Attempt = Pick<Due, 'id' | 'attempts' | 'tries'>;

/** What an attempt brought counts unless the delivery was asked for again meanwhile: then it is due once more. Either way it is let go of. */
async function settle(
  db: Queryable,
  { id, attempts, tries }: Attempt,
  outcome: string,
  values: unknown[],
  where = 'true',
): Promise<void> {
  await db.query(
    `update webhook_deliveries set ${outcome} where id = $1 and attempts = $2 and tries = $3 and ${where}`,
    [id, attempts, tries, ...values],
  );
  await db.query('update webhook_deliveries set taken_until = null where id = $1 and attempts = $2', [id, attempts]);
}

/** Counts how often in a row a webhook was not answered in time; any answer, or refusal, ends the count. */
export async function countTimeout(db: Queryable, webhookId: string, timedOut: boolean): Promise<void> {
  await db.query(
    'update webhooks set timeouts = case when $2 then timeouts + 1 else 0 end where id = $1 and ($2 or timeouts > 0)',
    [webhookId, timedOut],
  );
}

export function markDelivered(db: Queryable, attempt: Attempt, status: number): Promise<void> {
  const outcome = `status = 'delivered', delivered_at = now(), response_status = $4, last_error = null`;
  return settle(db, attempt, outcome, [status]);
}

/** Tries again after a pause that grows fourfold up to a day; after `mostTries` it has failed. `error` is a code. */
export function markRefused(
  db: Queryable,
  attempt: Attempt,
  { status, error, mostTries }: { status: number | null; error: string; mostTries: number },
): Promise<void> {
  const outcome = `response_status = $4, last_error = $5, status = case when tries >= $6 then 'failed' else 'waiting' end,
    next_try_at = now() + least(interval '1 day', interval '5 seconds' * power(4, least(tries, 10) - 1))`;
  return settle(db, attempt, outcome, [status, error, mostTries], `status = 'waiting'`);
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

const again = `set status = 'waiting', tries = 0, next_try_at = now(), delivered_at = null`;

/** Sends one again, under its own id. */
export function replayOne(db: Queryable, webhookId: string, id: string): Promise<DeliveryRow | undefined> {
  return row(db, `update webhook_deliveries ${again} where webhook_id = $1 and id = $2 returning *`, [webhookId, id]);
}

/** What happened at an instant or later. */
export async function countSince(db: Queryable, webhookId: string, since: Instant): Promise<number> {
  const later = 'select count(*) as n from webhook_deliveries where webhook_id = $1 and at >= $2';
  return (await row<{ n: number }>(db, later, [webhookId, since]))!.n;
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
