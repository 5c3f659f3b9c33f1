import type { LocalDate } from '../calendar/date.ts';

/** A part of a recovery that is due by a day of its own, fen. */
export interface Instalment {
  no: number;
  dueOn: LocalDate;
  amountFen: number;
}

/**
 * The instalments that are not repaid in full, in order, each with what is open of it. A plan covers what was open when it was agreed;
 * repayments fill it from its first instalment on, whatever day they arrive.
 */
export function openInstalments(
  plan: readonly Instalment[],
  { amountFen, repaidFen }: { amountFen: number; repaidFen: number },
): (Instalment & { openFen: number })[] {
  const planned = plan.reduce((sum, one) => sum + one.amountFen, 0);
  let left = repaidFen - (amountFen - planned);
  return plan.flatMap((one) => {
    const filled = Math.min(left, one.amountFen);
    left -= filled;
    return filled === one.amountFen ? [] : [{ ...one, openFen: one.amountFen - filled }];
  });
}
