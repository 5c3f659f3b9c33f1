import { addMonths, type LocalDate } from '../calendar/date.ts';
import { numberOf } from '../rules/figures.ts';
import type { ResolvedParams } from '../rules/param.ts';

export type PriorityReason = 'epidemic-end-not-set' | 'priority-not-begun' | 'priority-over';

/** For how long credits give priority at public training bases; `none`: why they do not, or not today. */
export interface Priority {
  from: LocalDate | null;
  /** Inclusive. */
  until: LocalDate | null;
  none: PriorityReason | null;
}

/** From the day the epidemic ends, for so many years. */
export function priorityOn(today: LocalDate, figures: ResolvedParams): Priority {
  const from = figures['epidemic-end']?.value;
  const years = figures['public-base-priority'];
  if (typeof from !== 'string' || !years) return { from: null, until: null, none: 'epidemic-end-not-set' };
  const until = addMonths(from, 12 * numberOf(years));
  const none = today < from ? 'priority-not-begun' : today > until ? 'priority-over' : null;
  return { from, until, none };
}
