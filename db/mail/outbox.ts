import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, type Tx, together } from '../pool.ts';
import { ofMail } from '../privacy/context.ts';

/** A mail that waits to be sent. `params` hold ids, stages and dates only; the address is personal data, see `addressOf`. */
export interface OutboxMail {
  id: number;
  once_key: string;
  template: string;
  params: Record<string, string | number>;
  personal: { to: string };
  at: Instant;
  attempts: number;
}

/** To whom a mail goes: the claimant, or a desk of the authority (`report`: the department that reports go to). */
export type Addressee = 'claimant' | 'reviewer' | 'supervisor' | 'inspector' | 'finance' | 'report';

/** Puts a mail into the outbox, once per key. */
export async function enqueueMail(
  db: Queryable,
  mail: {
    onceKey: string;
    template: string;
    params: Record<string, string | number>;
    addressee: Addressee;
    to: string;
    at: Instant;
  },
): Promise<void> {
  const { onceKey, template, params, addressee, to, at } = mail;
  await db.query(
    `insert into outbox (once_key, template, params, addressee, personal, at) values ($1,$2,$3,$4,$5,$6)
     on conflict (once_key) do nothing`,
    [onceKey, template, JSON.stringify(params), addressee, db.vault.seal({ to }, ofMail(onceKey)), at],
  );
}

/** Takes the mail that has been due for longest, for the rest of the transaction; other senders skip it. */
export function takeUnsent(db: Queryable): Promise<OutboxMail | undefined> {
  return row(
    db,
    `select id, once_key, template, params, personal, at, attempts from outbox
     where sent_at is null and bounced_at is null and next_try_at <= now() order by next_try_at, id limit 1 for update skip locked`,
  );
}

/** Opened one by one: an address that does not open must not hold up the mails behind it. */
export function addressOf(
  db: Queryable,
  { id, once_key, personal }: Pick<OutboxMail, 'id' | 'once_key' | 'personal'>,
): string {
  return db.vault.openField(personal.to, 'to', ofMail(once_key), `outbox ${id}`);
}

/**
 * That it was sent is not waited for on the disk, where it would take a third of a mail's time: should the database's machine die within the next
 * moment, the mail goes out once more, under the same Message-ID. Ends with the transaction.
 */
export async function markSent(tx: Tx, id: number): Promise<void> {
  await together([
    tx.query('set local synchronous_commit to off'),
    tx.query('update outbox set sent_at = now(), attempts = attempts + 1, last_error = null where id = $1', [id]),
  ]);
}

/** Tries again after a pause that doubles up to an hour. `error` is a code, never an address. */
export async function markFailed(db: Queryable, id: number, error: string): Promise<void> {
  await db.query(
    `update outbox set attempts = attempts + 1, last_error = $2,
       next_try_at = now() + least(interval '1 hour', interval '2 seconds' * power(2, least(attempts, 20)))
     where id = $1`,
    [id, error],
  );
}

/** Refused for good: it is not tried again by itself. `error` is a code, never an address. */
export async function markBounced(db: Queryable, id: number, error: string): Promise<void> {
  await db.query('update outbox set attempts = attempts + 1, last_error = $2, bounced_at = now() where id = $1', [
    id,
    error,
  ]);
}

/** Sends it again, at once, if it waits or has bounced. False: it was sent, or its address is erased. */
export async function tryAgain(db: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update outbox set bounced_at = null, next_try_at = now() where id = $1 and sent_at is null and personal <> '{}'`,
    [id],
  );
  return rowCount === 1;
}
