import type { LocalDate } from '../../domain/calendar/date.ts';
import type { Agreement, ExchangeField } from '../../domain/exchange/agreements.ts';
import { type Queryable, rows } from '../pool.ts';
import { ofPerson } from '../privacy/context.ts';

/** A class of a person as an agreement may tell it. */
export type LearnerRow = Record<ExchangeField, string | number | null> & { personId: string };

/** Whom an agreement concerns, by the day on which their credits were earned. */
export interface Concerned extends Pick<Agreement, 'categories' | 'certified'> {
  jurisdiction: string;
  from: LocalDate;
  to: LocalDate;
}

/** At most `limit` rows, by day and claim. Who is erased is not among them. */
export async function concernedLearners(db: Queryable, of: Concerned, limit: number): Promise<LearnerRow[]> {
  const found = await rows<LearnerRow & { index: string; rosterId: string; ref: string }>(
    db,
    `select e.person_id as "personId", r.roster_id as "rosterId", r.ref, p.id_number_index as index, r.personal->>'name' as name,
       r.personal->>'idNumber' as "idNumber", r.allowance_category as "allowanceCategory", c.claimant_name as enterprise, c.programme,
       c.class_opened_on as "classOpenedOn", c.class_ended_on as "classEndedOn", e.class_hours as "classHours", e.credits, e.certificate
     from credit_entries e join claims c on c.id = e.claim_id join roster_rows r on r.roster_id = c.roster_id and r.ref = e.ref
     join people p on p.person_id = e.person_id
     where c.jurisdiction = $1 and e.status = 'standing' and r.personal <> '{}'
       and (e.earned_at at time zone 'Asia/Shanghai')::date between $2 and $3
       and ($4::text[] is null or r.allowance_category = any($4)) and ($5 is not true or e.certificate is not null)
     order by e.earned_at, e.claim_id, r.row_no limit $6`,
    [of.jurisdiction, of.from, of.to, of.categories ?? null, of.certified ?? false, limit],
  );
  return found.map(({ index, rosterId, ref, name, idNumber, ...facts }) => ({
    ...facts,
    ...db.vault.open({ name, idNumber }, ofPerson(index), `roster_rows ${rosterId}/${ref}`),
  }));
}
