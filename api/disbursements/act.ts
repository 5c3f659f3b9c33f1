import type { z } from '@hono/zod-openapi';
import { handedInForBatch } from '../../db/claims/handed-in.ts';
import { type DisbursementTotals, findDisbursement } from '../../db/money/disbursements.ts';
import { asSystem } from '../../db/scope.ts';
import { namedStatus } from '../../domain/money/disbursement.ts';
import { Problem } from '../../domain/problem.ts';
import type { Concern } from '../audit/audit.ts';
import type { Actor } from '../auth/tokens.ts';
import { unlessHappened } from '../claims/happened.ts';
import { submit } from '../claims/submission.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import type { Gateway } from '../gateway.ts';
import { type Disbursement, view } from './schemas.ts';

/** @throws Problem `batch-unknown`, also for the batch of a place that is not the account's. */
export async function batchFor({ pool }: Pick<Deps, 'pool'>, actor: Actor, id: string): Promise<DisbursementTotals> {
  const batch = await findDisbursement(pool, id);
  if (!batch || (actor.jurisdiction && batch.jurisdiction !== actor.jurisdiction))
    throw new Problem('batch-unknown', { id });
  return batch;
}

/** What the audit log says of a batch. */
export const ofBatch = ({ id, jurisdiction }: { id: string; jurisdiction: string }): Concern => ({
  ...{ place: jurisdiction, ids: [id] },
});

/** @throws Problem `batch-wrong-status` unless the bank has the batch, or is about to get it. */
export function demandForBank(batch: DisbursementTotals): void {
  const status = namedStatus(batch);
  if (status !== 'approved' && status !== 'settled') throw new Problem('batch-wrong-status', { status });
}

/** A person's act on a batch. What was handed in is kept first; a refused act leaves nothing behind. */
export async function actOnBatch(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  id: string,
  name: Parameters<Gateway['batch']>[1],
  handedIn: object,
  decision?: string,
): Promise<z.infer<typeof Disbursement>> {
  const batch = await batchFor(deps, actor, id);
  // A key of theirs may be another claimant's.
  if (decision && (await asSystem(() => handedInForBatch(deps.pool, id, actor.subject))))
    throw new Problem('another-person-required');
  const { actId } = attempt;
  await submit(deps, { actId, of: id, kind: name, bySubject: actor.subject, body: async () => handedIn }, (dossierId) =>
    unlessHappened(deps.gateway.batch(batch, name, { by: actor.subject, decision, dossierId }, actId), async () => {
      const { submission_id, decision_id } = await batchFor(deps, actor, id);
      return submission_id === dossierId || decision_id === dossierId;
    }),
  );
  return view(await batchFor(deps, actor, id), deps);
}
