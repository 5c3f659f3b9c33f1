import type { LocalDate } from '../calendar/date.ts';
import { type Milestone, milestones, type Params, type ResolvedParams, resolve } from './param.ts';

/** The days of a claim that select its figures. Any may still be unknown. */
export interface ClaimDays {
  filedOn?: LocalDate;
  classOpenedOn?: LocalDate;
  classEndedOn?: LocalDate;
}

/** The day whose values a milestone pins. A programme without that day falls back on the one before; a quote without a filing day on the one after. */
export function milestoneDay(days: ClaimDays, milestone: Milestone): LocalDate | undefined {
  const { filedOn, classOpenedOn, classEndedOn } = days;
  if (milestone === 'filing') return filedOn ?? classOpenedOn ?? classEndedOn;
  if (milestone === 'class-opened') return classOpenedOn ?? filedOn ?? classEndedOn;
  return classEndedOn ?? classOpenedOn ?? filedOn;
}

/**
 * Resolves every figure on the day of its own milestone.
 * Where nobody said when the claim is filed, a figure pinned at filing that had not begun on the assumed day counts with its first value:
 * otherwise a class before the opening window would not be told about the window.
 */
export function resolveFor(params: Params, days: ClaimDays): ResolvedParams {
  const out = Object.assign({}, ...milestones.map((milestone) => on(params, days, milestone)));
  if (days.filedOn) return out;
  for (const [name, param] of Object.entries(params)) {
    const first = param.values.at(-1);
    if (param.bindsOn !== 'filing' || out[name] || !first) continue;
    Object.assign(out, resolve({ [name]: param }, first.from, ['filing']));
  }
  return out;
}

function on(params: Params, days: ClaimDays, milestone: Milestone): ResolvedParams {
  const day = milestoneDay(days, milestone);
  return day === undefined ? {} : resolve(params, day, [milestone]);
}
