import type { Bilingual } from '../messages/index.ts';
import type { ParamValue, Resolved } from '../rules/param.ts';

/** What credits are good for in an examination: 免试 uses them up, 加分 only asks for them. */
export const creditUseKinds = ['exemption', 'bonus-points'] as const;

/** One row of the table `credit-uses`. */
export interface CreditUse extends Bilingual {
  use: (typeof creditUseKinds)[number];
  credits: number;
  /** With `bonus-points`. */
  bonusPoints?: number;
}

/** What the place says of an examination; undefined: nothing. */
export function creditUseOf(figure: Resolved | undefined, exam: string): CreditUse | undefined {
  const table = (figure?.value ?? {}) as unknown as Record<string, CreditUse>;
  return Object.hasOwn(table, exam) ? table[exam] : undefined;
}

export const examsOf = (figure: Resolved | undefined): string[] => Object.keys((figure?.value ?? {}) as object);

/** What is wrong with a table of uses, one sentence each. */
export function faultsOfCreditUses(table: ParamValue): string[] {
  return Object.entries((table ?? {}) as unknown as Record<string, Partial<CreditUse>>).flatMap(([exam, row]) => {
    const say = (reason: string) => [`examination ${exam} ${reason}`];
    if (!row.zh || !row.en) return say('needs names in zh and en');
    if (!row.use || !creditUseKinds.includes(row.use)) return say(`should be one of ${creditUseKinds.join(', ')}`);
    if (!row.credits) return say('needs the credits that it takes');
    if ((row.use === 'bonus-points') !== (row.bonusPoints ?? 0) > 0)
      return say('needs bonusPoints with bonus-points, and only then');
    return [];
  });
}
