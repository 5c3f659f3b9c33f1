import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { formatYuan } from '../../domain/money/yuan.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import { resolve } from '../../domain/rules/param.ts';
import type { Deps } from '../deps.ts';

type Compared = Pick<DisbursementTotals, 'jurisdiction' | 'total_fen' | 'previous_fen'>;

/** From what share of last month's sum on (percent) the batch differs so much that who submits it says why; null: it does not. */
export async function differenceToExplain(
  { registry, clock }: Pick<Deps, 'registry' | 'clock'>,
  { jurisdiction, total_fen, previous_fen }: Compared,
): Promise<number | null> {
  const { parameters } = registry.find(jurisdiction);
  const figure = resolve(parameters, localDateOf(msToInstant(await clock.now())))['batch-difference'];
  // With nothing before there is nothing to differ from.
  if (!figure || previous_fen === 0) return null;
  const percent = numberOf(figure);
  return Math.abs(total_fen - previous_fen) * 100 >= percent * previous_fen ? percent : null;
}

/** @throws Problem `batch-difference-unexplained` */
export async function demandExplained(
  deps: Pick<Deps, 'registry' | 'clock'>,
  batch: Compared,
  reason: string | undefined,
): Promise<void> {
  const percent = reason ? null : await differenceToExplain(deps, batch);
  if (percent === null) return;
  const params = { percent, total: formatYuan(batch.total_fen), previous: formatYuan(batch.previous_fen) };
  throw new Problem('batch-difference-unexplained', params, [
    fault('batch-difference-unexplained', { path: 'reason' }, params),
  ]);
}
