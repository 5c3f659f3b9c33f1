import { actEntries } from './acts.ts';
import { documentEntries } from './documents.ts';
import type { Entry, Of } from './entry.ts';
import { changesEntry, formEntries, reviewsEntry } from './forms.ts';
import { moneyEntries } from './money.ts';
import { officialEntries } from './officials.ts';
import { json } from './pieces.ts';
import { rosterEntries } from './rosters.ts';

/** Everything that belongs to a claim, in the order of the archive. Of an erased claim what is left. */
export async function dossierEntries(of: Of, { erased }: { erased: boolean }): Promise<Entry[]> {
  const personal = erased
    ? []
    : [
        ...(await formEntries(of)),
        changesEntry(of),
        reviewsEntry(of),
        ...(await rosterEntries(of)),
        ...(await documentEntries(of)),
      ];
  return [claimEntry(of), ...personal, ...actEntries(of), ...moneyEntries(of), ...(erased ? [] : officialEntries(of))];
}

const claimEntry = ({ claim }: Of): Entry => ({
  ...{ path: 'claim.json', audience: 'all', about: ['申报的基本情况', 'The claim: who, what, when, how much'] },
  pieces: () =>
    json({
      ...{ id: claim.id, jurisdiction: claim.jurisdiction, programme: claim.programme },
      ...{ claimantKind: claim.claimant_kind, claimant: claim.claimant, claimantName: claim.claimant_name },
      ...{ stage: claim.stage, closed: claim.closed, filedAt: claim.filed_at, lastDecision: claim.last_decision },
      ...{ classOpenedOn: claim.class_opened_on, classEndedOn: claim.class_ended_on, trainees: claim.trainees },
      ...{ estimateFen: claim.estimate_fen, amountFen: claim.amount_fen, rulesVersion: claim.rules_version },
    }),
});
