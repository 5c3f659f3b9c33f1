import { addressOf, type OutboxMail } from '../../db/mail/outbox.ts';
import { type Queryable, rows } from '../../db/pool.ts';

/** Mails of a template in the outbox, the oldest first, with their addresses opened. */
export async function outboxOf(
  db: Queryable,
  template: string,
): Promise<{ to: string; params: Record<string, unknown> }[]> {
  const mails = await rows<OutboxMail>(
    db,
    'select id, once_key, personal, params from outbox where template = $1 order by id',
    [template],
  );
  return mails.map((mail) => ({ to: addressOf(db, mail), params: mail.params }));
}
