import type { z } from '@hono/zod-openapi';
import { aboutClaim } from '../../activities/claim/mails.ts';
import { appendEntries } from '../../db/audit/append.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { contactAddressOf } from '../../db/intake/dossiers.ts';
import { enqueueMail } from '../../db/mail/outbox.ts';
import {
  type Before,
  type CorrectionHead,
  carryOut,
  contentOf,
  decideCorrection,
  everyHeldRow,
  findCorrection,
  lockCorrection,
  lockPerson,
  type PersonFields,
  proposeCorrection,
} from '../../db/people/corrections.ts';
import { findPerson } from '../../db/people/held.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { asSystemIn } from '../../db/scope.ts';
import { type Instant, msToInstant } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { demandNobodysOwn } from '../claims/conflict.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { affected, type HeldRow, standing } from './affected.ts';
import { placeOf } from './place.ts';
import { noteRefusal } from './refusal.ts';
import type { Correction, CorrectionBody, CorrectionDecisionBody } from './schemas.ts';

type View = z.infer<typeof Correction>;
type Call = Pick<Env['Variables'], 'actor' | 'attempt'>;

/**
 * Proposes to put right who a person is, in every roster that names them and with which a claim of the official's place was filed.
 * @throws Problem `person-unknown`, `person-erased`, `correction-empty`, `another-person-required`
 */
export async function propose(
  deps: Deps,
  { actor, attempt }: Call,
  sha256: string,
  { idNumber, reason, ...after }: z.infer<typeof CorrectionBody>,
): Promise<View> {
  const place = placeOf(actor);
  const at = msToInstant(await deps.clock.now());
  const id = idOf('PC', attempt.actId);
  return noteRefusal(deps, actor, (about) =>
    transaction(deps.pool, async (tx) => {
      await demandIndexInUse(tx);
      const found = await findPerson(tx, idNumber, place);
      if (!found) throw new Problem('person-unknown');
      about.personId = found.personId;
      const person = await lockPerson(tx, found.personId);
      const rows = await everyHeldRow(tx, person);
      if (!rows.some(({ jurisdiction }) => jurisdiction === place)) throw new Problem('person-erased');
      const shared = affected(rows, place);
      if (differing(await standing(tx, person, shared, fieldsOf(after)), after).length === 0)
        throw new Problem('correction-empty');
      await demandNobodysOwn(tx, actor.subject, shared.claimIds);
      const head: CorrectionHead = {
        ...{ id, person_id: person.personId, jurisdiction: place, claim_ids: shared.claimIds, fields: fieldsOf(after) },
        ...{ status: 'proposed', by_subject: actor.subject, at, decided_by: null, decided_at: null },
      };
      await proposeCorrection(tx, head, { after, reason });
      const view = viewOf(head);
      await attempt.finish(tx, sha256, { status: 200, location: null, body: view });
      await note(deps, tx, actor, 'propose-correction', { ...head, claims: shared.claims });
      return view;
    }),
  );
}

/**
 * Another person decides. Approved, it is put right wherever it still stands otherwise, and the claimants are told.
 * @throws Problem `correction-unknown`, `correction-decided`, `another-person-required`, `person-erased`
 */
export async function decide(
  deps: Deps,
  { actor, attempt }: Call,
  sha256: string,
  id: string,
  { decision }: z.infer<typeof CorrectionDecisionBody>,
): Promise<View> {
  const at = msToInstant(await deps.clock.now());
  return transaction(deps.pool, async (tx) => {
    await demandIndexInUse(tx);
    // People before what is said of them, as everybody locks them.
    const found = await findCorrection(tx, id, actor.jurisdiction ?? null);
    if (!found) throw new Problem('correction-unknown');
    const person = await lockPerson(tx, found.person_id);
    const proposed = (await lockCorrection(tx, id, actor.jurisdiction ?? null))!;
    const { personal: _sealed, ...head } = proposed;
    if (proposed.status !== 'proposed') throw new Problem('correction-decided');
    if (proposed.by_subject === actor.subject) throw new Problem('another-person-required');
    const rows = await everyHeldRow(tx, person);
    const shared = affected(rows, proposed.jurisdiction);
    await demandNobodysOwn(tx, actor.subject, shared.claimIds);
    const { after, reason } = contentOf(tx, proposed);
    if (decision === 'approve') {
      if (!after || rows.length === 0) throw new Problem('person-erased');
      // They may have handed something in since.
      await demandNobodysOwn(tx, proposed.by_subject, shared.claimIds);
      const before = differing(await standing(tx, person, shared, fieldsOf(after)), after);
      if (before.length === 0) throw new Problem('correction-empty');
      await carryOut(tx, person, proposed, { before, after, reason });
      await tellClaimants(deps, tx, id, shared.claimIds, at);
    }
    const status = decision === 'approve' ? 'done' : 'refused';
    const claimIds = shared.claimIds.length > 0 ? shared.claimIds : head.claim_ids;
    await decideCorrection(tx, id, { status, by: actor.subject, at, claimIds });
    const view = viewOf({ ...head, claim_ids: claimIds, status, decided_by: actor.subject, decided_at: at });
    await attempt.finish(tx, sha256, { status: 200, location: null, body: view });
    await note(deps, tx, actor, `${decision}-correction`, { ...head, claims: shared.claims });
    return view;
  });
}

export function viewOf(one: CorrectionHead): View {
  return {
    ...{ id: one.id, jurisdiction: one.jurisdiction, status: one.status, fields: one.fields, claims: one.claim_ids },
    ...{ proposedBy: one.by_subject, proposedAt: one.at, decidedBy: one.decided_by, decidedAt: one.decided_at },
  };
}

const fieldsOf = (after: PersonFields) => Object.keys(after).sort() as (keyof PersonFields)[];

/** Rosters in which something stands otherwise. */
const differing = (held: readonly Before[], after: PersonFields) =>
  held.filter((one) => fieldsOf(after).some((field) => one[field] !== after[field]));

/** One entry per claim, in the place of the claim; one in the place of the correction where every claim is erased. */
async function note(
  { audit }: Deps,
  tx: Tx,
  actor: Actor,
  act: string,
  {
    id,
    person_id,
    jurisdiction: home,
    claims,
  }: Pick<CorrectionHead, 'id' | 'person_id' | 'jurisdiction'> & { claims: readonly HeldRow[] },
): Promise<void> {
  const deed = { actor, act, persons: [person_id], outcome: 'done' };
  if (claims.length === 0) {
    await appendEntries(tx, [await audit.entryOf({ ...deed, of: { place: home, ids: [id] } })]);
    return;
  }
  const entries = claims.map(({ claimId, jurisdiction, rosterId }) => {
    const of = { place: jurisdiction, claimId, ids: [id, rosterId] };
    return audit.entryOf({ ...deed, of });
  });
  await appendEntries(tx, await Promise.all(entries));
}

/** That something on their roster was put right; what it was, the dossier shows. */
async function tellClaimants(deps: Deps, tx: Tx, id: string, claimIds: readonly string[], at: Instant): Promise<void> {
  await asSystemIn(tx, async () => {
    for (const claimId of claimIds) {
      const claim = (await findClaim(tx, claimId))!;
      const to = await contactAddressOf(tx, claim);
      const mail = { onceKey: `${id}/${claimId}`, template: 'personCorrected', addressee: 'claimant' } as const;
      if (to) await enqueueMail(tx, { ...mail, params: aboutClaim(deps, claim), to, at });
    }
  });
}
