import { numberOf } from '../rules/figures.ts';
import { cite, type ResolvedParams } from '../rules/param.ts';
import type { TraceLine } from './types.ts';

/** Money ahead of the result: a share (percent) of the estimate (fen), rounded down to the fen. */
export function advance(
  params: ResolvedParams,
  shareName: string,
  estimateFen: number,
): { fen: number; trace: TraceLine[] } {
  const share = params[shareName];
  if (!share) throw new Error(`parameter ${shareName} is not in force`);
  if (!Number.isSafeInteger(estimateFen) || estimateFen < 0) throw new Error(`estimate ${estimateFen} is no amount`);
  const percent = numberOf(share);
  const fen = Math.floor((estimateFen * percent) / 100);
  const trace = [{ rule: share.name, source: cite(share.source), amountFen: fen, detail: { estimateFen, percent } }];
  return { fen, trace };
}
