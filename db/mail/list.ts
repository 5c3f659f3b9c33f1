import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import type { Addressee, OutboxMail } from './outbox.ts';

/** `waiting`: not tried yet; `retrying`: tried, and due again at `next_try_at`; `bounced`: refused for good. */
export const mailStates = ['waiting', 'retrying', 'bounced', 'sent'] as const;
export type MailState = (typeof mailStates)[number];

/** What became of a mail. `at` is business time, the rest real time. */
export interface DeliveryRow extends Pick<OutboxMail, 'id' | 'once_key' | 'template' | 'at' | 'attempts'> {
  addressee: Addressee;
  /** Empty once the address is erased. */
  personal: { to: string } | { to?: never };
  claim_id: string | null;
  place: string | null;
  state: MailState;
  next_try_at: Instant;
  sent_at: Instant | null;
  bounced_at: Instant | null;
  last_error: string | null;
}

const delivery = `select * from (
  select o.id, o.once_key, o.template, o.at, o.attempts, o.addressee, o.personal, o.next_try_at, o.sent_at, o.bounced_at, o.last_error,
    o.params->>'claimId' as claim_id,
    coalesce(o.params->>'jurisdiction', (select c.jurisdiction from claims c where c.id = o.params->>'claimId'),
      split_part(o.params->>'reportId', '.', 1)) as place,
    case when o.sent_at is not null then 'sent' when o.bounced_at is not null then 'bounced'
      when o.attempts > 0 then 'retrying' else 'waiting' end as state
  from outbox o) d`;

/** Newest first; `place`: null for every place; `before`: the id of the last one of the page before. */
export function listDeliveries(
  db: Queryable,
  { place, state }: { place: string | null; state: MailState | null },
  before: number | null,
  limit: number,
): Promise<DeliveryRow[]> {
  return rows(
    db,
    `${delivery} where ($1::text is null or place = $1) and ($2::text is null or state = $2)
     and ($3::bigint is null or id < $3) order by id desc limit $4`,
    [place, state, before, limit],
  );
}

export function findDelivery(db: Queryable, id: number, place: string | null): Promise<DeliveryRow | undefined> {
  return row(db, `${delivery} where id = $1 and ($2::text is null or place = $2)`, [id, place]);
}

/** Mails of a claim that the mail server does not take: tried in vain, or refused for good. Newest first, of each kind of addressee. */
export function undeliveredOf(db: Queryable, claimId: string): Promise<DeliveryRow[]> {
  return rows(db, `${delivery} where claim_id = $1 and state in ('bounced', 'retrying') order by id desc`, [claimId]);
}
