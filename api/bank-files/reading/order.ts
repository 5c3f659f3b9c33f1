import type { BankOrder } from '../../../domain/money/bank-file.ts';
import { type Fault, fault } from '../../../domain/problem.ts';
import { messageIdOf } from '../message-id.ts';
import type { BankAnswerOutcome } from './read.ts';

/** Why an answer is to be refused, as far as rows need not be compared: what the reader found, and whether it is for this order at all. */
export function answerFaults(
  { head, faults }: Pick<BankAnswerOutcome, 'head' | 'faults'>,
  { batchId, count, totalFen }: Pick<BankOrder, 'batchId' | 'count' | 'totalFen'>,
): Fault[] {
  if (head.format !== 'pain.002') return faults;
  const { originalMessageId: found, originalCount = count, originalTotalFen = totalFen } = head;
  const expected = messageIdOf(batchId);
  if (found !== expected) return [fault('bank-answer-other-order', {}, { found: found || '–', expected }), ...faults];
  if (originalCount === count && originalTotalFen === totalFen) return faults;
  const figures = { statedCount: originalCount, statedFen: originalTotalFen, count, totalFen };
  return [fault('bank-order-figures-differ', {}, figures), ...faults];
}
