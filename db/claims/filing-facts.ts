import { type Queryable, row } from '../pool.ts';

/** What an accepted filing says beside its people. Nothing of it is personal. */
export interface FilingFacts {
  district: string | null;
  platform: string | null;
  occupation: string | null;
}

/** Whether what the filing says is on record. A filing from before such records were kept is there without it. */
export async function hasFilingFacts(db: Queryable, dossierId: string): Promise<boolean> {
  return (await row(db, 'select from filing_facts where dossier_id = $1 and read', [dossierId])) !== undefined;
}

export async function keepFilingFacts(
  db: Queryable,
  filing: { dossierId: string; claimId: string; rosterId: string },
  facts: FilingFacts,
): Promise<void> {
  await db.query(
    `insert into filing_facts (dossier_id, claim_id, roster_id, district, platform, occupation) values ($1,$2,$3,$4,$5,$6)
     on conflict (dossier_id) do update set district = $4, platform = $5, occupation = $6, read = true`,
    [filing.dossierId, filing.claimId, filing.rosterId, facts.district, facts.platform, facts.occupation],
  );
}
