import { numberOf } from '../../rules/figures.ts';
import { cite } from '../../rules/param.ts';
import { need } from '../checks/check.ts';
import type { Facts, Trainee } from '../types.ts';
import type { Calculator } from './calculator.ts';
import { nothing } from './calculator.ts';

/** Class hours of one person: each learning record counts for itself, minutes of two lessons are never pooled. */
export function hoursOf(lessonMinutes: readonly number[], minutesPerClassHour: number): number {
  return lessonMinutes.reduce((sum, minutes) => sum + Math.floor(minutes / minutesPerClassHour), 0);
}

/** Rate (fen per class hour) × counted class hours; hours above the plan count only where the place says so, below the minimum nothing is paid. */
export const classHours: Calculator = {
  component: 'training-subsidy',
  reads: {
    'rate-per-class-hour': { units: ['fen per class hour'], by: 'class-ended' },
    'minutes-per-class-hour': { units: ['minutes'], by: 'class-ended' },
    'minimum-class-hours': { units: ['class hours'], by: 'class-ended', optional: true },
    'hours-above-plan-count': { units: ['yes/no'], by: 'class-ended', optional: true },
  },
  entitle({ trainee, facts, figures }) {
    const perHour = need(figures, 'minutes-per-class-hour');
    const unbounded = figures['hours-above-plan-count']?.value === true;
    const hours = countedHours(trainee, facts, numberOf(perHour), unbounded);
    const minimum = figures['minimum-class-hours'];
    if (minimum && hours < numberOf(minimum)) {
      const params = { hours, minimum: numberOf(minimum) };
      return { ...nothing('minimum-class-hours', 'below-minimum-hours', params), classHours: hours };
    }
    if (hours === 0) {
      const params = { minutes: numberOf(perHour) };
      return { ...nothing('minutes-per-class-hour', 'no-class-hours', params), classHours: 0 };
    }
    const rate = need(figures, 'rate-per-class-hour');
    const detail = { classHours: hours, rateFen: numberOf(rate) };
    return {
      classHours: hours,
      trace: [{ rule: rate.name, source: cite(rate.source), amountFen: hours * numberOf(rate), detail }],
    };
  },
};

/** Recorded hours, else stated hours, else the plan's (an estimate); never more than the plan unless `unbounded`. */
export function countedHours(
  trainee: Pick<Trainee, 'lessonMinutes' | 'classHours'>,
  facts: Facts,
  minutesPerClassHour: number,
  unbounded: boolean,
): number {
  const planned = facts.plan?.classHours;
  const taken = trainee.lessonMinutes
    ? hoursOf(trainee.lessonMinutes, minutesPerClassHour)
    : (trainee.classHours ?? planned ?? 0);
  return planned === undefined || unbounded ? taken : Math.min(taken, planned);
}
