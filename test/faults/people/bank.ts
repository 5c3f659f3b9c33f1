import { answerFormats, bankAnswers } from '../../../dev/bank/answers.ts';
import { readOrder } from '../../../dev/bank/order.ts';
import type { Chance } from '../random.ts';
import type { Content } from './office.ts';

/** What became of a transfer: the truth, which the books have to say in the end. */
export interface Transfer {
  fen: number;
  returned: boolean;
}

/** The bank's own books: each transfer that it was told to make, by the number of the payment. */
export type BankJournal = Map<string, Transfer>;

/** A row of an answer to a batch. */
export interface AnswerRow {
  paymentId: string;
  status: 'paid' | 'returned' | 'pending';
  amountFen: number;
  reasonCode?: string;
}

/** The bank makes every transfer of the file once; some go to accounts that are not there, and come back. */
export function execute(journal: BankJournal, file: Buffer, dice: Chance, returnPercent: number): string[] {
  const rows = readOrder(file).payments;
  for (const { paymentId, amountFen } of rows) {
    if (journal.has(paymentId)) throw new Error(`the file asks for ${paymentId} once more`);
    journal.set(paymentId, { fen: amountFen, returned: dice.percent(returnPercent) });
  }
  return rows.map(({ paymentId }) => paymentId);
}

/**
 * What the bank says about a batch: in several answers, of which each names all payments and knows more of them than the one before. They
 * come out of order, some of them twice, some two at a time. The last one says everything, and what came back after it had been paid
 * follows on its own. Two answers in one inner list are entered at the same moment.
 */
export function answersOf(journal: BankJournal, paymentIds: readonly string[], dice: Chance): AnswerRow[][][] {
  const order = dice.shuffled(paymentIds);
  const cuts = [dice.between(0, order.length), dice.between(0, order.length)].sort((a, b) => a - b);
  const late = new Set(order.filter((id) => journal.get(id)!.returned && dice.percent(50)));
  const upTo = (known: number) => dice.shuffled(order.map((id, i) => rowOf(id, i < known)));
  const partial = cuts.map(upTo);
  const again = dice.percent(60) ? [dice.of(partial)] : [];
  const answers = dice.shuffled([...partial, ...again]);
  const rounds: AnswerRow[][][] = [];
  while (answers.length > 0) rounds.push(answers.splice(0, dice.between(1, 2)));
  const whole = upTo(order.length);
  const returns = [...late].map((id) => ({ ...rowOf(id, true), status: 'returned' as const, reasonCode: 'AC01' }));
  // An answer that is late, and says less than what is known by now, comes at the very end.
  return [
    ...rounds,
    [whole, ...(dice.percent(50) ? [whole] : [])],
    ...(returns.length > 0 ? [[returns], [returns, whole]] : [[partial[0]!]]),
  ];

  function rowOf(paymentId: string, known: boolean): AnswerRow {
    const { fen: amountFen, returned } = journal.get(paymentId)!;
    if (!known) return { paymentId, status: 'pending', amountFen };
    // Of what comes back late, the bank says first that it was paid.
    if (!returned || late.has(paymentId)) return { paymentId, status: 'paid', amountFen };
    return { paymentId, status: 'returned', amountFen, reasonCode: 'AC01' };
  }
}

/** An answer as the bank sends it: in whichever of its forms it likes today. */
export function written(rows: readonly AnswerRow[], batchId: string, file: Buffer, dice: Chance): Content {
  const form = dice.of(['json', ...answerFormats] as const);
  if (form === 'json') return { contentType: 'application/json', content: JSON.stringify({ results: rows }) };
  const known = new Map(rows.map((row) => [row.paymentId, row]));
  return bankAnswers(form, batchId, file, (paymentId) => known.get(paymentId));
}
