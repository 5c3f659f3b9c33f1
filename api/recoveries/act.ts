import type { z } from '@hono/zod-openapi';
import { hasActed } from '../../db/money/recovery-acts.ts';
import type { RecoveryAct } from '../../domain/money/recovery.ts';
import { Problem } from '../../domain/problem.ts';
import { enterpriseCodeOf } from '../../jurisdictions/search-attributes.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { unlessHappened } from '../claims/happened.ts';
import { submit } from '../claims/submission.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import type { Recovery } from './schemas.ts';
import { readRecovery, recoveryFor } from './view.ts';

/**
 * An act on a recovery: what was handed in is kept first, then the recovery's workflow acts, and answers where it stands. `afterEnd`: what
 * is done when that workflow is over.
 */
export async function actOnRecovery(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  id: string,
  name: RecoveryAct,
  body: object,
  decision?: string,
  afterEnd?: () => Promise<void>,
): Promise<z.infer<typeof Recovery>> {
  const recovery = await recoveryFor(deps, actor, id);
  if (decision) await demandNotOwn(deps, actor, { id: recovery.claim_id }, 'another-person-required');
  const { actId } = attempt;
  // It may have been taken at an earlier attempt, and only its answer was lost; its workflow may have forgotten it too.
  const happened = () => hasActed(deps.pool, id, idOf('D', actId));
  const taken = await happened();
  if (recovery.closed && !taken) {
    if (!afterEnd) throw new Problem('recovery-closed', { status: recovery.status });
    await afterEnd();
    return readRecovery(deps, actor, id);
  }
  const { claim_id: claimId, jurisdiction, claimant_kind, claimant } = recovery;
  const clockOffsetMs = recovery.clock_offset_ms ?? (await deps.clock.offset());
  const start = {
    input: { recoveryId: id, claimId, jurisdiction, clockOffsetMs },
    started: recovery.act_no > 0,
    claimant: enterpriseCodeOf(claimant_kind, claimant),
  };
  const send = (dossierId: string) =>
    unlessHappened(deps.gateway.recovery(start, name, { by: actor.subject, decision, dossierId }, actId), happened);
  if (taken) await send(idOf('D', actId));
  else await submit(deps, { actId, of: id, kind: name, bySubject: actor.subject, body: async () => body }, send);
  return readRecovery(deps, actor, id);
}
