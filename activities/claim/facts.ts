import type { ClaimRow } from '../../db/claims/claims.ts';
import { hasFilingFacts, keepFilingFacts } from '../../db/claims/filing-facts.ts';
import { formOf } from '../../db/intake/dossiers.ts';
import type { Queryable } from '../../db/pool.ts';
import type { FilingDossier } from '../../domain/claim/forms.ts';
import { normalPlatform } from '../../domain/reports/platforms.ts';

/** Keeps what the accepted filing says for the reports, with the move that has accepted it; of one from before such records, with the next move. */
export async function noteFiling(tx: Queryable, claim: ClaimRow): Promise<void> {
  const { id: claimId, filing_dossier_id: dossierId, roster_id: rosterId } = claim;
  if (await hasFilingFacts(tx, dossierId)) return;
  // Erased by now, it says nothing any more.
  const { filing } = (await formOf<Partial<FilingDossier>>(tx, dossierId)) ?? {};
  await keepFilingFacts(
    tx,
    { dossierId, claimId, rosterId },
    {
      district: filing?.district ?? null,
      platform: filing?.platform ? normalPlatform(filing.platform.name) : null,
      occupation: filing?.training.occupation ?? null,
    },
  );
}
