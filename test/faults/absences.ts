import type { InjectedFault } from './injector.ts';
import type { AnsweredKey } from './people/office.ts';

/** What went on while one process of several stayed dead. */
export interface Absence {
  fault: InjectedFault;
  /** Acts of people that were begun and answered meanwhile. */
  acts: number;
  /** The longest act that was under way in any of this time, from its beginning to its answer, seconds. */
  longestS: number;
}

/** A move of the clock takes as long as there is to do, so it does not count as an act here. */
export function absencesOf(faults: readonly InjectedFault[], answered: readonly AnsweredKey[]): Absence[] {
  const acts = answered.filter(({ moment }) => moment !== 'clock');
  return faults
    .filter(({ kind }) => kind === 'absence')
    .map((fault) => {
      const { atS, untilS } = fault;
      const underWay = acts.filter((act) => act.fromS < untilS && act.untilS > atS);
      return {
        fault,
        acts: underWay.filter((act) => act.fromS >= atS && act.untilS <= untilS).length,
        longestS: Math.max(0, ...underWay.map((act) => act.untilS - act.fromS)),
      };
    });
}

/** What must hold, and where it did not. */
export function withoutActs(absences: readonly Absence[]): Record<string, string[]> {
  if (absences.length === 0) return {};
  const found = absences
    .filter(({ acts }) => acts === 0)
    .map(({ fault: { target, atS, untilS } }) => {
      return `${target} was dead for ${(untilS - atS).toFixed(0)} s, and no act was begun and answered meanwhile`;
    });
  return { 'acts go on while one of several stays dead': found };
}
