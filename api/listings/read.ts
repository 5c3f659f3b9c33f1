import type { z } from '@hono/zod-openapi';
import { findPartyListing, groundsOf, type PartyListingRow, waitingPartyListings } from '../../db/listings/listings.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { readerOf } from '../claims/scope.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import type { PartyListing, ReadPartyListing } from './schemas.ts';

/** What was proposed last, if anything: who decides reads it. */
export const revisionOf = ({ status, proposed_at, lifting_at }: PartyListingRow): string =>
  `${status} ${lifting_at ?? proposed_at}`;

export function viewOf(one: PartyListingRow): z.infer<typeof PartyListing> {
  return {
    revision: revisionOf(one),
    ...{ id: one.id, jurisdiction: one.jurisdiction, kind: one.kind, partyKind: one.party_kind, party: one.party },
    ...{ partyName: one.party_name, reasonCode: one.reason_code, from: one.listed_from, to: one.listed_to },
    ...{ status: one.status, proposedBy: one.proposed_by, proposedAt: one.proposed_at },
    ...{ decidedBy: one.decided_by, decidedAt: one.decided_at, liftingBy: one.lifting_by, liftingAt: one.lifting_at },
    ...{ liftedBy: one.lifted_by, liftedAt: one.lifted_at },
  };
}

/** With why and by which document. Its place's wall is PostgreSQL's: a listing of another place is not there. @throws Problem `listing-unknown` */
export async function readListing(deps: Deps, actor: Actor, id: string): Promise<z.infer<typeof ReadPartyListing>> {
  const found = await findPartyListing(deps.pool, id);
  if (!found) throw new Problem('listing-unknown');
  const grounds = await disclose(deps, {
    ...{ actor, what: 'listing', of: { place: found.jurisdiction, ids: [id] }, duty: dutyOn(actor, found) },
    persons: () => (found.party_kind === 'person' ? [found.party] : []),
    open: () => groundsOf(deps.pool, id),
  });
  return { ...viewOf(found), ...readerOf(actor)(grounds) };
}

const dutyOn = ({ role }: Actor, { status }: PartyListingRow) =>
  role === 'supervisor' && (status === 'proposed' || status === 'lifting') ? 'party-listing-decision' : undefined;

/** Listings and liftings that wait for a supervisor who has not proposed them. */
export async function listingTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'supervisor') return [];
  const waiting = await waitingPartyListings(deps.pool, actor.jurisdiction ?? null, actor.subject, limit);
  return waiting.map((one) => {
    const about = { jurisdiction: one.jurisdiction, workflow_id: null, claimant_name: one.party_name };
    return taskOf(deps, about, { act: 'party-listing-decision', listingId: one.id, stage: one.status });
  });
}
