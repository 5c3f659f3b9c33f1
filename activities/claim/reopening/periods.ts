import type { ClaimRow } from '../../../db/claims/claims.ts';
import { type Instant, localDateOf } from '../../../domain/calendar/date.ts';
import { resolve } from '../../../domain/rules/param.ts';
import type { Deps } from '../../deps.ts';
import type { Context } from '../context.ts';
import { endOf, later } from '../enter.ts';

/** How long a claimant has who missed a period that was wrong. */
export const reopenedPeriod = 'reopened-period';

/** End of a period by the figure in force on a day; null where none is, or its year has no calendar yet. */
export function periodEnd(
  deps: Pick<Deps, 'registry' | 'calendar'>,
  { jurisdiction, programme }: Pick<ClaimRow, 'jurisdiction' | 'programme'>,
  figure: string,
  { from, on }: { from: Instant; on: Instant },
): Instant | null {
  const params = resolve(deps.registry.programme(jurisdiction, programme).parameters, localDateOf(on), ['filing']);
  const end = endOf({ deps, law: { params } }, figure, from);
  return end === 'pending' ? null : end;
}

/** Who waited for a decision that was wrong has time to apply for the money when they hear of the right one. */
export function timeToApply({ deps, claim, at }: Pick<Context, 'deps' | 'claim' | 'at'>): void {
  if (!claim.application_due_at) return;
  const end = periodEnd(deps, claim, reopenedPeriod, { from: at, on: at });
  claim.application_due_at = later(claim.application_due_at, end);
}
