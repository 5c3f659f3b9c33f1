import type { InjectedFault } from './injector.ts';
import type { AnsweredKey } from './people/office.ts';

/** What went on while one process of several stayed dead. */
export interface Absence {
  fault: InjectedFault;
  /** How many acts of people were begun and answered meanwhile. */
  acts: number;
  /** Of the acts that were under way in any of this time, the one that took longest from its beginning to its answer. */
  longest?: AnsweredKey;
  /** Acts that waited in this time as none does for the living: the rest of its kind has not taken over what they need. */
  stuck: AnsweredKey[];
}

/** Well above what it takes to miss who is dead. A batch is missed after 30 s, and its next worker may die too: it is not judged by this. */
const STUCK_S = 40;

export const tookS = ({ fromS, untilS }: AnsweredKey): number => untilS - fromS;

/** A move of the clock takes as long as there is to do, so it does not count as an act here. */
export function absencesOf(faults: readonly InjectedFault[], answered: readonly AnsweredKey[]): Absence[] {
  const acts = answered.filter(({ moment }) => moment !== 'clock');
  return faults
    .filter(({ kind }) => kind === 'absence')
    .map((fault) => {
      const { atS, untilS } = fault;
      const underWay = acts.filter((act) => act.fromS < untilS && act.untilS > atS);
      const waitedS = (act: AnsweredKey) => Math.min(act.untilS, untilS) - Math.max(act.fromS, atS);
      return {
        fault,
        acts: underWay.filter((act) => act.fromS >= atS && act.untilS <= untilS).length,
        longest: underWay.toSorted((a, b) => tookS(b) - tookS(a))[0],
        stuck: underWay.filter((act) => act.moment === 'act' && waitedS(act) > STUCK_S),
      };
    });
}

/** What must hold, and where it did not. */
export function withoutActs(absences: readonly Absence[]): Record<string, string[]> {
  if (absences.length === 0) return {};
  const found = absences.flatMap(({ fault, acts, stuck }) => {
    const dead = `${fault.target} was dead for ${(fault.untilS - fault.atS).toFixed(0)} s`;
    return [
      ...(acts === 0 ? [`${dead}, and no act was begun and answered meanwhile`] : []),
      ...stuck.map((act) => `${dead}, and ${act.path} took ${tookS(act).toFixed(0)} s`),
    ];
  });
  return { 'acts go on while one of several stays dead': found };
}
