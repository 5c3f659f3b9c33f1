import { z } from '@hono/zod-openapi';
import { rosterRefs } from '../../db/intake/rosters.ts';
import { insertEvaluations, type NewEvaluation } from '../../db/learners/evaluations.ts';
import { transaction } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { type LocalDate, localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { outcomes, sides } from '../../domain/learners/evaluation.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { isClaimant } from '../auth/claimant.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { claimFor } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { Day, FreeText, Id, When } from '../routes/fields.ts';

const judged = {
  ref: Id,
  rating: z.int().min(1).max(5),
  skillImproved: z.boolean(),
};

export const EvaluationBody = z
  .strictObject({
    evaluations: z
      .array(
        z.strictObject({
          ...judged,
          outcome: z.strictObject({ code: z.enum(outcomes), on: Day }).optional(),
          text: FreeText.optional(),
        }),
      )
      .min(1)
      .max(1_000),
  })
  .openapi('EvaluationBody');

/** As the dossier shows it. */
export const Evaluation = z
  .object({
    ...judged,
    side: z.enum(sides),
    outcome: z.object({ code: z.enum(outcomes), on: Day }).nullable(),
    text: z.string().nullable(),
    by: z.string(),
    at: When.openapi({ description: 'Business time' }),
    superseded: z.boolean().openapi({ description: 'The same side has judged again since' }),
  })
  .openapi('Evaluation');

export const EvaluationsTaken = z
  .object({ claimId: z.string(), side: z.enum(sides), evaluations: z.int() })
  .openapi('EvaluationsTaken');

/**
 * Keeps how a class was judged, once it has ended; also of a claim that is closed, since no step waits for it.
 * @throws Problem `evaluation-before-class-end`, `dossier-erased`, `own-filing-review`, `invalid-input`
 */
export async function evaluate(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  claimId: string,
  { evaluations }: z.infer<typeof EvaluationBody>,
): Promise<z.infer<typeof EvaluationsTaken>> {
  const claim = await claimFor(deps, actor, claimId);
  const at = msToInstant(await deps.clock.now());
  const today = localDateOf(at);
  const { class_ended_on: endedOn } = claim;
  if (endedOn === null || endedOn > today) throw new Problem('evaluation-before-class-end');
  const erasure = await erasureOf(deps.pool, claim.id);
  if (erasure) throw new Problem('dossier-erased', { date: localDateOf(erasure.erased_at) });
  const side = isClaimant(actor) ? 'claimant' : 'reviewer';
  if (side === 'reviewer') await demandNotOwn(deps, actor, claim);
  demandFitting(evaluations, await rosterRefs(deps.pool, claim.roster_id), { endedOn, today });
  const rows = evaluations.map(({ ref, rating, skillImproved, outcome, text }): NewEvaluation => {
    return {
      ...{ id: idOf('EV', attempt.actId, ref), claim_id: claim.id, ref, side, rating, skill_improved: skillImproved },
      ...{ outcome: outcome?.code ?? null, outcome_on: outcome?.on ?? null, text: text ?? null },
      ...{ by_subject: actor.subject, at },
    };
  });
  await transaction(deps.pool, (tx) => insertEvaluations(tx, rows));
  return { claimId: claim.id, side, evaluations: rows.length };
}

/** Persons are on the roster, once each, and what became of them is not before the class nor after today. */
function demandFitting(
  evaluations: z.infer<typeof EvaluationBody>['evaluations'],
  known: ReadonlySet<string>,
  { endedOn, today }: { endedOn: LocalDate; today: LocalDate },
): void {
  const seen = new Set<string>();
  const faults = evaluations.flatMap(({ ref, outcome }, i): Fault[] => {
    const path = `evaluations.${i}.ref`;
    if (!known.has(ref)) return [fault('ref-unknown', { path }, { ref })];
    if (seen.has(ref)) return [fault('trainee-ref-duplicate', { path }, { ref })];
    seen.add(ref);
    if (!outcome) return [];
    const on = { path: `evaluations.${i}.outcome.on` };
    if (outcome.on > today) return [fault('date-in-future', on, { date: outcome.on })];
    return outcome.on < endedOn ? [fault('outcome-before-class-end', on, { date: endedOn })] : [];
  });
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults.slice(0, 50));
}
