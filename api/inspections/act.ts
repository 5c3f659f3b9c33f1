import type { z } from '@hono/zod-openapi';
import { hasActedOnInspection } from '../../db/inspection/acts.ts';
import { rosterRefs } from '../../db/intake/rosters.ts';
import type { Tx } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import type { InspectionAct } from '../../domain/inspection/inspection.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { claimantOf, isClaimant, ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { demandFiles } from '../claims/forms.ts';
import { unlessHappened } from '../claims/happened.ts';
import { claimFor, scopeOf } from '../claims/scope.ts';
import { submit } from '../claims/submission.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import type { Inspection } from './schemas.ts';
import { inspectionFor, readInspection } from './view.ts';

/** How files of an inspector name their owner: nobody else's form may name them. */
export const inspectorOwner = ({ subject }: Pick<Actor, 'subject'>) => `inspector:${subject}`;

type Handed = object & { materials?: { kind: string; fileId: string }[]; refs?: string[] | null };

/** An act on an inspection: what was handed in is kept first, then the inspection's workflow acts, and answers where it stands. */
export async function actOnInspection(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  id: string,
  name: InspectionAct,
  body: Handed,
  decision?: string,
): Promise<z.infer<typeof Inspection>> {
  const inspection = await inspectionFor(deps, actor, id);
  const { actId } = attempt;
  const dossierId = idOf('D', actId);
  // It may have been taken at an earlier attempt, and only its answer was lost; its workflow may have forgotten it too.
  const happened = () => hasActedOnInspection(deps.pool, id, dossierId);
  const taken = await happened();
  if (!taken && (inspection.closed || !inspection.workflow_id))
    throw new Problem('inspection-wrong-stage', { stage: inspection.stage });
  if (body.refs) await demandRefs(deps, actor, inspection.claim_id, body.refs);
  const message = { by: actor.subject, decision, dossierId };
  const send = () =>
    unlessHappened(deps.gateway.inspection(inspection.workflow_id ?? '', name, message, actId), happened);
  const keep = async (tx: Tx) => {
    await demandOwnFiles(tx, deps, actor, body);
    return body;
  };
  if (taken) await send();
  else await submit(deps, { actId, of: id, kind: name, bySubject: actor.subject, body: keep }, send);
  return readInspection(deps, actor, id, scopeOf(actor));
}

async function demandOwnFiles(tx: Tx, { registry }: Deps, actor: Actor, body: Handed): Promise<void> {
  if (isClaimant(actor)) return demandFiles(tx, { registry, owner: ownerOf(claimantOf(actor)) }, body);
  // Files that nothing names yet are seen by their owner only, and officials own none as the database sees it.
  return asSystemIn(tx, () => demandFiles(tx, { registry, owner: inspectorOwner(actor) }, body));
}

async function demandRefs(deps: Deps, actor: Actor, claimId: string, refs: readonly string[]): Promise<void> {
  const claim = await claimFor(deps, actor, claimId);
  const known = await rosterRefs(deps.pool, claim.roster_id);
  const faults = refs.flatMap((ref, i): Fault[] =>
    known.has(ref) ? [] : [fault('ref-unknown', { path: `refs.${i}` }, { ref })],
  );
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults.slice(0, 50));
}
