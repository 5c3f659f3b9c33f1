import { rosterPeople } from '../../db/intake/rosters.ts';
import { type PartyListingRow, proposePartyListing } from '../../db/listings/listings.ts';
import type { Tx } from '../../db/pool.ts';
import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { locked } from './act.ts';

/** Who is to be listed for what an inspection found, why, by which document, from when until when. */
export interface CreditListingForm {
  /** The enterprise or institution that claimed. */
  claimant: boolean;
  /** Persons of the roster; where the finding names persons, among those. */
  refs: string[];
  reasonCode: string;
  reason: string;
  document: string;
  from: LocalDate;
  to?: LocalDate;
}

/**
 * 失信惩戒: proposes for the black list of the place who defrauded, by the result of an inspection; another person decides on each. Nobody is proposed by
 * themselves: a finding may name people who knew of nothing. The same id again changes nothing.
 * @throws Problem `listing-without-fraud`, `listing-of-nobody`, `invalid-input`
 */
export async function proposeCreditListings(
  tx: Tx,
  {
    id,
    inspectionId,
    by,
    at,
    ...form
  }: CreditListingForm & { id: string; inspectionId: string; by: string; at: Instant },
): Promise<PartyListingRow[]> {
  const { claim, inspection } = await locked(tx, inspectionId);
  if (inspection.outcome !== 'fraud') throw new Problem('listing-without-fraud');
  if (form.to && form.to < form.from) throw new Problem('invalid-input', {}, [fault('dates-reversed', { path: 'to' })]);
  const people = await rosterPeople(tx, claim.roster_id);
  const faults = form.refs.flatMap((ref, i) => {
    const isNamed = people.has(ref) && (inspection.refs?.includes(ref) ?? true);
    return isNamed ? [] : [fault('ref-unknown', { path: `refs.${i}` }, { ref })];
  });
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  const parties: Pick<PartyListingRow, 'party_kind' | 'party' | 'party_name'>[] = [
    ...(form.claimant && claim.claimant_kind !== 'individual'
      ? [{ party_kind: claim.claimant_kind, party: claim.claimant, party_name: claim.claimant_name }]
      : []),
    ...[...new Set(form.refs.map((ref) => people.get(ref)!))].map((party) => ({
      party_kind: 'person' as const,
      party,
      party_name: null,
    })),
  ];
  if (parties.length === 0) throw new Problem('listing-of-nobody');
  const listings = parties.map(
    (party, i): PartyListingRow => ({
      ...{ ...party, id: `${id}-${i + 1}`, jurisdiction: inspection.jurisdiction, kind: 'black' },
      ...{ reason_code: form.reasonCode, listed_from: form.from, listed_to: form.to ?? null, status: 'proposed' },
      ...{ inspection_id: inspectionId, proposed_by: by, proposed_at: at, decided_by: null, decided_at: null },
      ...{ lifting_by: null, lifting_at: null, lifted_by: null, lifted_at: null },
    }),
  );
  const personal = { reason: form.reason, document: form.document };
  for (const listing of listings) await proposePartyListing(tx, { ...listing, personal });
  return listings;
}
