import type { Instant } from '../../domain/calendar/date.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import { type Queryable, row } from '../pool.ts';

/** A claim on somebody's desk. Instants are real time, by PostgreSQL's clock. */
export interface ReviewHold {
  claim_id: string;
  held_by: string;
  /** Who handed it over; null: taken by who holds it. */
  given_by: string | null;
  since: Instant;
  until: Instant;
  minutes_left: number;
}

const columns = `claim_id, held_by, given_by, since, until, ceil(extract(epoch from until - now()) / 60)::int as minutes_left`;

/** Those that run now, as a table to join: `claim_id`, `held_by`, `minutes_left`. */
export const runningHolds = `(select ${columns} from review_holds where until > now())`;

/** What runs now; undefined: the claim is free. */
export function holdOn(db: Queryable, claimId: string): Promise<ReviewHold | undefined> {
  return row(db, `select ${columns} from review_holds where claim_id = $1 and until > now()`, [claimId]);
}

/** In which stage the claim is, which stays so until the transaction ends. */
export async function stayingStage(tx: Queryable, claimId: string): Promise<Stage | undefined> {
  return (await row<{ stage: Stage }>(tx, 'select stage from claims where id = $1 for share', [claimId]))?.stage;
}

/** It is on the desk of who takes it, and stays there. */
const own = '(h.held_by = $2 and h.until > now())';

/** Takes it, or keeps it longer; undefined: somebody else than `standingFor` holds it. Of two who take at once one gets it. */
export function takeHold(
  tx: Queryable,
  claimId: string,
  { by, minutes, standingFor }: { by: string; minutes: number; standingFor: readonly string[] },
): Promise<ReviewHold | undefined> {
  return row(
    tx,
    `insert into review_holds as h (claim_id, held_by, since, until) values ($1, $2, now(), now() + make_interval(mins => $3))
     on conflict (claim_id) do update set held_by = $2,
       until = case when ${own} then greatest(h.until, excluded.until) else excluded.until end,
       given_by = case when ${own} then h.given_by end,
       since = case when ${own} then h.since else excluded.since end
     where h.until <= now() or h.held_by = $2 or h.held_by = any($4)
     returning ${columns}`,
    [claimId, by, minutes, standingFor],
  );
}

/** Puts it on another desk, whoever holds it. */
export async function giveHold(
  tx: Queryable,
  claimId: string,
  { to, by, days }: { to: string; by: string; days: number },
): Promise<ReviewHold> {
  const given = await row<ReviewHold>(
    tx,
    `insert into review_holds (claim_id, held_by, given_by, since, until) values ($1, $2, $3, now(), now() + make_interval(days => $4))
     on conflict (claim_id) do update set held_by = excluded.held_by, given_by = excluded.given_by, since = excluded.since, until = excluded.until
     returning ${columns}`,
    [claimId, to, by, days],
  );
  return given!;
}

export async function dropHold(db: Queryable, claimId: string): Promise<void> {
  await db.query('delete from review_holds where claim_id = $1', [claimId]);
}
