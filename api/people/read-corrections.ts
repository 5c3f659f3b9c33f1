import type { z } from '@hono/zod-openapi';
import {
  type Before,
  type CorrectionHead,
  contentOf,
  everyHeldRow,
  findCorrection,
  lockPerson,
  type PersonFields,
  waitingCorrections,
} from '../../db/people/corrections.ts';
import { transaction } from '../../db/pool.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { readerOf } from '../claims/scope.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { affected, standing } from './affected.ts';
import { viewOf } from './correction.ts';
import type { ReadCorrection } from './schemas.ts';

/** What is proposed, beside what stands there. @throws Problem `correction-unknown` */
export async function readCorrection(deps: Deps, actor: Actor, id: string): Promise<z.infer<typeof ReadCorrection>> {
  const found = await findCorrection(deps.pool, id, actor.jurisdiction ?? null);
  if (!found) throw new Problem('correction-unknown');
  const { personal: _sealed, ...head } = found;
  const content = await disclose(deps, {
    ...{ actor, what: 'person', of: { place: head.jurisdiction, ids: [id] }, duty: 'correction-decision' },
    persons: () => [head.person_id],
    open: async () => {
      const { before, after, reason } = contentOf(deps.pool, found);
      return { now: before ?? (await nowStanding(deps, head)), after, reason };
    },
  });
  return { ...viewOf(head), ...readerOf(actor)(content) };
}

/** What the rosters say at the moment of the fields that are to be put right. */
function nowStanding({ pool }: Deps, { person_id, jurisdiction, fields }: CorrectionHead): Promise<Before[]> {
  return transaction(pool, async (tx) => {
    const person = await lockPerson(tx, person_id);
    const here = affected(await everyHeldRow(tx, person), jurisdiction);
    return standing(tx, person, here, fields as (keyof PersonFields)[]);
  });
}

/** Who proposed one is not waited for. */
export async function correctionTasks(deps: Deps, actor: Actor, limit: number): Promise<z.infer<typeof Task>[]> {
  if (actor.role !== 'reviewer' && actor.role !== 'supervisor') return [];
  const waiting = await waitingCorrections(deps.pool, actor.jurisdiction ?? null, limit, actor.subject);
  return waiting.map((one) => {
    const about = { jurisdiction: one.jurisdiction, workflow_id: null };
    return taskOf(deps, about, { act: 'correction-decision', correctionId: one.id, stage: one.status });
  });
}
