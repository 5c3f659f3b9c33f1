import { type Queryable, row } from '../pool.ts';
import { ofAnswer } from '../privacy/context.ts';

/** Whose key: the acting account with all that it may act as, and the path of the call. */
export interface KeyScope {
  subject: string;
  route: string;
  key: string;
}

export interface StoredKey {
  bodySha256: string | null;
  /** Another attempt is running right now. */
  running: boolean;
  status: number | null;
  location: string | null;
  answer: unknown;
}

// A running attempt renews its lease; after a crash the key is free again within this time.
const lease = "now() + interval '15 seconds'";
const where = 'subject = $1 and route = $2 and key = $3';
const at = (scope: KeyScope) => [scope.subject, scope.route, scope.key];

/**
 * Takes the key for one attempt and answers the id of the act. Undefined: the key was used before or is in use, see `readKey`.
 * An attempt that failed on our side (or crashed) is taken over only with the same body, and is then the same act.
 */
export async function takeKey(
  db: Queryable,
  scope: KeyScope,
  attempt: string,
  bodySha256: string | null,
): Promise<string | undefined> {
  const taken = await row<{ actId: string }>(
    db,
    `insert into idempotency_keys as k (subject, route, key, act_id, attempt, body_sha256, lease_until)
     values ($1, $2, $3, $4, $4, $5, ${lease})
     on conflict (subject, route, key) do update
       set attempt = excluded.attempt, body_sha256 = excluded.body_sha256, lease_until = excluded.lease_until
       where k.status is null and k.lease_until < now()
         and (k.body_sha256 is null or k.body_sha256 is not distinct from excluded.body_sha256)
     returning act_id as "actId"`,
    [...at(scope), attempt, bodySha256],
  );
  return taken?.actId;
}

export async function readKey(db: Queryable, scope: KeyScope): Promise<StoredKey | undefined> {
  const stored = await row<StoredKey>(
    db,
    `select body_sha256 as "bodySha256", status is null and lease_until >= now() as running, status, location, answer
     from idempotency_keys where ${where}`,
    at(scope),
  );
  const place = `idempotency_keys ${scope.key}`;
  return stored && { ...stored, answer: db.vault.openField(stored.answer, 'answer', ofAnswer(scope), place) };
}

export async function renewKey(db: Queryable, scope: KeyScope, attempt: string): Promise<void> {
  await db.query(
    `update idempotency_keys set lease_until = ${lease} where ${where} and attempt = $4 and status is null`,
    [...at(scope), attempt],
  );
}

/** Says how far the attempt is, while it runs. */
export async function noteProgress(db: Queryable, scope: KeyScope, attempt: string, progress: object): Promise<void> {
  await db.query(`update idempotency_keys set progress = $5 where ${where} and attempt = $4 and status is null`, [
    ...at(scope),
    attempt,
    JSON.stringify(progress),
  ]);
}

/** What was noted last; undefined: nobody has called with this key. */
export async function readProgress<T>(
  db: Queryable,
  scope: KeyScope,
): Promise<{ progress: T | null; done: boolean } | undefined> {
  return row(db, `select progress, status is not null as done from idempotency_keys where ${where}`, at(scope));
}

export interface Answer {
  status: number;
  location: string | null;
  body: unknown;
}

/** Keeps the answer, sealed, for every later repetition. False when another attempt has taken the key over meanwhile. */
export async function finishKey(
  db: Queryable,
  scope: KeyScope,
  attempt: string,
  bodySha256: string,
  answer: Answer,
): Promise<boolean> {
  const sealed = db.vault.seal({ answer: answer.body }, ofAnswer(scope));
  const finished = await row(
    db,
    `update idempotency_keys set body_sha256 = $5, status = $6, location = $7, answer = $8
     where ${where} and attempt = $4 and status is null returning 1 as finished`,
    [...at(scope), attempt, bodySha256, answer.status, answer.location, JSON.stringify(sealed.answer)],
  );
  return finished !== undefined;
}

/** A refused attempt leaves no trace: the key may be used again, also with a corrected body. */
export async function dropKey(db: Queryable, scope: KeyScope, attempt: string): Promise<void> {
  await db.query(`delete from idempotency_keys where ${where} and attempt = $4 and status is null`, [
    ...at(scope),
    attempt,
  ]);
}

/** A failed attempt may be repeated at once, but only with the same body: part of it may have happened. */
export async function releaseKey(db: Queryable, scope: KeyScope, attempt: string): Promise<void> {
  await db.query(
    `update idempotency_keys set lease_until = now() - interval '1 second' where ${where} and attempt = $4 and status is null`,
    [...at(scope), attempt],
  );
}

/**
 * Answers are repeated for who asks again soon, not for years: what is older is forgotten, and the key is free. So is one under which nothing
 * was ever answered, unless an attempt is running.
 */
export async function forgetAnswers(db: Queryable): Promise<void> {
  await db.query(
    `delete from idempotency_keys where claimed_at < now() - interval '90 days' and (status is not null or lease_until < now())`,
  );
}
