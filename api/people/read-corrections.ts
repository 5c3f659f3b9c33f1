import type { z } from '@hono/zod-openapi';
import {
  type CorrectionHead,
  contentOf,
  everyHeldRow,
  findCorrection,
  lockPerson,
  waitingCorrections,
} from '../../db/people/corrections.ts';
import { type HeldFields, heldFields } from '../../db/people/held.ts';
import { transaction } from '../../db/pool.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { readerOf } from '../claims/scope.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
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
      return { now: before ?? (await standing(deps, head)), after, reason };
    },
  });
  return { ...viewOf(head), ...readerOf(actor)(content) };
}

/** What the rosters say at the moment of the fields that are to be put right. */
function standing({ pool }: Deps, { person_id, jurisdiction, fields }: CorrectionHead) {
  return transaction(pool, async (tx) => {
    const person = await lockPerson(tx, person_id);
    const here = (await everyHeldRow(tx, person)).filter((one) => one.jurisdiction === jurisdiction);
    const held = await heldFields(tx, person, [...new Set(here.map(({ rosterId }) => rosterId))]);
    return held.map((one) => ({
      ...{ rosterId: one.rosterId, ref: one.ref },
      ...Object.fromEntries(fields.map((field) => [field, one[field as keyof HeldFields] ?? null])),
    }));
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
