import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import {
  lockPartyListing,
  movePartyListing,
  type PartyListingRow,
  proposePartyListing,
} from '../../db/listings/listings.ts';
import { findPerson } from '../../db/people/held.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { type Instant, msToInstant } from '../../domain/calendar/instant.ts';
import { canonicalCreditCode } from '../../domain/identity/creditCode.ts';
import { comparableName } from '../../domain/listings/listing.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { demandRevision } from '../../domain/revision.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { noteRefusal } from '../people/refusal.ts';
import { revisionOf, viewOf } from './read.ts';
import type { PartyListing, PartyListingBody, PartyListingDecisionBody } from './schemas.ts';

type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;
type View = z.infer<typeof PartyListing>;
type Proposal = z.infer<typeof PartyListingBody>;

/** Proposes to list somebody; nobody is listed yet. @throws Problem `not-found` for another place, `person-unknown`, `invalid-input` */
export async function propose(deps: Deps, { actor, attempt }: Call, sha256: string, body: Proposal): Promise<View> {
  if (actor.jurisdiction && actor.jurisdiction !== body.jurisdiction) throw new Problem('not-found');
  const { slug } = deps.registry.find(body.jurisdiction);
  if (body.to && body.to < body.from) throw new Problem('invalid-input', {}, [fault('dates-reversed', { path: 'to' })]);
  const at = msToInstant(await deps.clock.now());
  return noteRefusal(deps, actor, () =>
    transaction(deps.pool, async (tx) => {
      const listing: PartyListingRow = {
        ...{ id: idOf('PL', attempt.actId), jurisdiction: slug, kind: body.kind, reason_code: body.reasonCode },
        ...(await partyOf(tx, body.party, slug)),
        ...{ listed_from: body.from, listed_to: body.to ?? null, status: 'proposed' },
        ...{ proposed_by: actor.subject, proposed_at: at, inspection_id: null, decided_by: null, decided_at: null },
        ...{ lifting_by: null, lifting_at: null, lifted_by: null, lifted_at: null },
      };
      await proposePartyListing(tx, { ...listing, personal: { reason: body.reason, document: body.document } });
      return done(deps, tx, { actor, attempt }, sha256, `propose-${body.kind}-listing`, listing);
    }),
  );
}

type Party = Pick<PartyListingRow, 'party_kind' | 'party' | 'party_name'>;

async function partyOf(tx: Tx, given: Proposal['party'], place: string): Promise<Party> {
  if (given.kind === 'platform')
    return { party_kind: given.kind, party: comparableName(given.name), party_name: given.name };
  if (given.kind !== 'person')
    return { party_kind: given.kind, party: canonicalCreditCode(given.uscc), party_name: given.name };
  await demandIndexInUse(tx);
  const person = await findPerson(tx, given.idNumber, place);
  if (!person) throw new Problem('person-unknown');
  return { party_kind: given.kind, party: person.personId, party_name: null };
}

/** Proposes to lift a listing, which holds until another person has decided. @throws Problem `listing-unknown`, `party-listing-wrong-status` */
export async function proposeLifting(deps: Deps, call: Call, sha256: string, id: string): Promise<View> {
  return change(deps, call, sha256, id, (listing, at) => {
    if (listing.status !== 'listed') throw wrongStatus(listing);
    Object.assign(listing, { status: 'lifting', lifting_by: call.actor.subject, lifting_at: at });
    return 'propose-lifting';
  });
}

/**
 * Decides on whatever is proposed: to list, or to lift. Never who proposed it.
 * @throws Problem `listing-unknown`, `party-listing-wrong-status`, `another-person-required`, `changed-meanwhile`
 */
export async function decide(
  deps: Deps,
  call: Call,
  sha256: string,
  id: string,
  { decision, revision }: z.infer<typeof PartyListingDecisionBody>,
): Promise<View> {
  const by = call.actor.subject;
  return change(deps, call, sha256, id, (listing, at) => {
    const { status } = listing;
    demandRevision(revision, revisionOf(listing));
    if (status !== 'proposed' && status !== 'lifting') throw wrongStatus(listing);
    if (by === (status === 'proposed' ? listing.proposed_by : listing.lifting_by))
      throw new Problem('another-person-required');
    const approved = decision === 'approve';
    if (status === 'proposed')
      Object.assign(listing, { status: approved ? 'listed' : 'refused', decided_by: by, decided_at: at });
    else if (approved) Object.assign(listing, { status: 'lifted', lifted_by: by, lifted_at: at });
    else Object.assign(listing, { status: 'listed', lifting_by: null, lifting_at: null });
    return `${decision}-${status === 'proposed' ? `${listing.kind}-listing` : 'lifting'}`;
  });
}

/** `act` changes the listing and names what was done. */
async function change(
  deps: Deps,
  call: Call,
  sha256: string,
  id: string,
  act: (listing: PartyListingRow, at: Instant) => string,
): Promise<View> {
  const at = msToInstant(await deps.clock.now());
  return transaction(deps.pool, async (tx) => {
    const listing = await lockPartyListing(tx, id);
    if (!listing) throw new Problem('listing-unknown');
    const deed = act(listing, at);
    await movePartyListing(tx, listing);
    return done(deps, tx, call, sha256, deed, listing);
  });
}

/** The answer, kept for a repetition, and the entry in the audit log: with the act, or not at all. */
async function done(
  { audit }: Deps,
  tx: Tx,
  { actor, attempt }: { actor: Actor } & Pick<Call, 'attempt'>,
  sha256: string,
  act: string,
  listing: PartyListingRow,
): Promise<View> {
  const view = viewOf(listing);
  await attempt.finish(tx, sha256, { status: 200, location: null, body: view });
  const persons = listing.party_kind === 'person' ? [listing.party] : [];
  const of = { place: listing.jurisdiction, ids: [listing.id] };
  await appendEntries(tx, [await audit.entryOf({ actor, act, of, persons, outcome: 'done' })]);
  return view;
}

const wrongStatus = ({ status }: PartyListingRow) => new Problem('party-listing-wrong-status', { status });
