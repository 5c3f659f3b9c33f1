import { claimantActs } from '../../domain/claim/acts.ts';
import { type Queryable, row } from '../pool.ts';

/** Written out, so that the plan is kept: who decides is looked up at every step, and to plan it takes longer than anything else in one. */
const handingIn = claimantActs.map((act) => `'${act}'`).join();

/** Of these claims, those for which the person or a key of theirs handed something in. */
async function hasHandedIn(db: Queryable, claims: string, of: string, person: string): Promise<boolean> {
  const found = await row(
    db,
    `with person as (select $2 as subject union select id from api_keys where made_by = $2)
     select from claims c where c.id in (${claims}) and (
       c.filed_by in (select subject from person)
       or exists (select from claim_changes h where h.claim_id = c.id and h.proposed_by in (select subject from person))
       or exists (select from administrative_reviews a where a.claim_id = c.id and a.filed_by in (select subject from person))
       or exists (select from transitions t where t.claim_id = c.id and t.act in (${handingIn}) and t.by_subject in (select subject from person)))
     limit 1`,
    [of, person],
  );
  return found !== undefined;
}

export const handedInFor = (db: Queryable, claimId: string, person: string) =>
  hasHandedIn(db, 'select $1::text', claimId, person);

export const handedInForBatch = (db: Queryable, disbursementId: string, person: string) =>
  hasHandedIn(db, 'select claim_id from payments where disbursement_id = $1', disbursementId, person);
