import type { ClaimRow } from '../../../db/claims/claims.ts';
import { type Instant, localDateOf } from '../../../domain/calendar/date.ts';
import { type ResolvedParams, resolve } from '../../../domain/rules/param.ts';
import type { Deps } from '../../deps.ts';
import type { Context } from '../context.ts';
import { endOf, later, runPeriod } from '../enter.ts';

/** How long a claimant has who missed a period that was wrong. */
const reopenedPeriod = 'reopened-period';

/** What the place has on a day of the figures that a filing pins. */
function figuresOn(
  { registry }: Pick<Deps, 'registry'>,
  { jurisdiction, programme }: Pick<ClaimRow, 'jurisdiction' | 'programme'>,
  at: Instant,
): ResolvedParams {
  return resolve(registry.programme(jurisdiction, programme).parameters, localDateOf(at), ['filing']);
}

/** End of a period by the figure in force on a day; null where none is, or its year has no calendar yet. */
export function periodEnd(
  deps: Pick<Deps, 'registry' | 'calendar'>,
  claim: Pick<ClaimRow, 'jurisdiction' | 'programme'>,
  figure: string,
  { from, on }: { from: Instant; on: Instant },
): Instant | null {
  const end = endOf({ deps, law: { params: figuresOn(deps, claim, on) } }, figure, from);
  return end === 'pending' ? null : end;
}

/** Who waited for a decision that was wrong has time to apply for the money when they hear of the right one. */
export function timeToApply({ deps, claim, at }: Pick<Context, 'deps' | 'claim' | 'at'>): void {
  if (!claim.application_due_at) return;
  const end = periodEnd(deps, claim, reopenedPeriod, { from: at, on: at });
  claim.application_due_at = later(claim.application_due_at, end);
}

/** Who missed a period has another one. Claims that were filed before the figure was known have not pinned it. */
export function periodAnew({ deps, claim, law, at }: Context): void {
  const params = { ...figuresOn(deps, claim, at), ...law.params };
  runPeriod({ deps, claim, law: { ...law, params } }, reopenedPeriod, at);
}
