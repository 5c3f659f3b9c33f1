import type { ClaimRow } from '../../../db/claims/claims.ts';
import { type Instant, localDateOf } from '../../../domain/calendar/date.ts';
import { resolve } from '../../../domain/rules/param.ts';
import type { Deps } from '../../deps.ts';
import { endOf } from '../enter.ts';

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
