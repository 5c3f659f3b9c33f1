import { findClaim } from '../../db/claims/claims.ts';
import { hasHappened } from '../../db/claims/transitions.ts';
import type { ActMessage, ClaimAct } from '../../domain/claim/protocol.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { unlessHappened } from './happened.ts';

/**
 * Sends an act to the workflow of a claim, also one that has happened at an earlier attempt: a workflow that has forgotten it takes it up
 * then. A workflow that refuses an act because it stands elsewhere than the read model has forgotten what was written there: it is told to
 * look, and the caller to repeat.
 */
export async function actOnClaim(
  deps: Pick<Deps, 'pool' | 'gateway'>,
  claim: { id: string; workflow_id: string },
  act: ClaimAct,
  message: ActMessage & { dossierId: string },
  key: string,
): Promise<void> {
  const sent = deps.gateway.act(claim.workflow_id, act, message, key).catch(async (error: unknown) => {
    if (!(await isBehind(deps, claim.id, error))) throw error;
    await deps.gateway.lookAgain(claim.workflow_id);
    throw new Problem('service-unavailable');
  });
  await unlessHappened(sent, () => hasHappened(deps.pool, claim.id, message.dossierId));
}

async function isBehind({ pool }: Pick<Deps, 'pool'>, id: string, error: unknown): Promise<boolean> {
  if (!(error instanceof Problem) || error.code !== 'wrong-stage' || error.params.stage === 'closed') return false;
  const claim = await findClaim(pool, id);
  return claim !== undefined && claim.stage !== error.params.stage;
}
