import fc from 'fast-check';
import type { AnswerRow } from './batches.ts';
import type { Town } from './commands.ts';
import * as to from './commands.ts';
import { kind, mostly, one, pick, rarely } from './kind.ts';
import { type Batch, isPayable } from './state.ts';

type Said = 'paid' | 'returned' | 'pending' | 'both' | 'nothing';
const says: Record<Said, AnswerRow['status'][]> = {
  ...{ paid: ['paid'], returned: ['returned'], pending: ['pending'] },
  ...{ both: ['paid', 'returned'], nothing: [] },
};
const wrongs = ['right', 'amount', 'unknown', 'twice', 'foreign'] as const;

/** What the bank says of a batch, its payments by turns, and what is wrong with it. */
function rowsFor({ m }: Town, batch: Batch, said: Said[], wrong: (typeof wrongs)[number]): AnswerRow[] {
  const payments = batch.payments.filter(({ status }) => status !== 'refused' && status !== 'dropped');
  const rows = payments.flatMap((payment, i) =>
    says[said[i % said.length]!].map((status): AnswerRow => ({ payment, status, amount: payment.amount })),
  );
  const [first, ...more] = rows;
  if (!first) return [];
  const foreign = m.batches.find((other) => other !== batch)?.payments[0];
  if (wrong === 'amount') return [{ ...first, amount: first.amount + 1 }, ...more];
  if (wrong === 'unknown') return [...rows, { payment: null, status: 'paid', amount: 1 }];
  if (wrong === 'twice') return [...rows, first];
  if (wrong === 'foreign' && foreign)
    return [...rows, { payment: foreign, status: 'returned', amount: foreign.amount }];
  return rows;
}

/** The monthly batch, what the bank says, and what came back. */
export const batchActs = {
  form: kind<{ anyway: boolean }>({
    often: 4,
    parameters: { anyway: rarely },
    *commands(town, { anyway }) {
      if (anyway || isPayable(town.m)) yield to.form(town);
    },
  }),
  submit: kind<{ batch: number }>({
    often: 3,
    parameters: { batch: one },
    *commands(town, { batch }) {
      for (const it of pick(town.m.batches, batch, ({ status }) => status === 'formed')) yield to.submit(town, it);
    },
  }),
  approve: kind<{ batch: number; without: number; ofAccount: boolean; own: boolean }>({
    often: 4,
    parameters: { batch: one, without: fc.oneof(fc.constant(0), fc.nat(7)), ofAccount: fc.boolean(), own: rarely },
    *commands(town, { batch, without, ofAccount, own }) {
      for (const it of pick(town.m.batches, batch, ({ status }) => status === 'submitted')) {
        const out = it.payments.filter((_, i) => without & (1 << i));
        yield to.approve(town, it, out, ofAccount, own);
      }
    },
  }),
  refuse: kind<{ batch: number; own: boolean }>({
    often: 1,
    parameters: { batch: one, own: rarely },
    *commands(town, { batch, own }) {
      for (const it of pick(town.m.batches, batch, ({ status }) => status === 'submitted'))
        yield to.refuse(town, it, own);
    },
  }),
  /** From its forming to its approval, or until the bank has paid it all. */
  wholeBatch: kind<{ paid: boolean }>({
    often: 14,
    parameters: { paid: fc.boolean() },
    *commands(town, { paid }) {
      if (!isPayable(town.m)) return;
      yield to.form(town);
      const batch = town.m.batches.at(-1)!;
      yield to.submit(town, batch);
      yield to.approve(town, batch);
      if (paid) yield to.answer(town, { batch, rows: rowsFor(town, batch, ['paid'], 'right') });
    },
  }),
  bank: kind<{ batch: number; said: Said[]; wrong: (typeof wrongs)[number]; reversed: boolean; told: boolean }>({
    often: 18,
    parameters: {
      batch: one,
      said: fc.array(fc.constantFrom<Said[]>('paid', 'paid', 'returned', 'returned', 'pending', 'both', 'nothing'), {
        minLength: 1,
        maxLength: 4,
      }),
      wrong: fc.oneof({ weight: 4, arbitrary: fc.constant('right' as const) }, fc.constantFrom(...wrongs)),
      reversed: fc.boolean(),
      told: mostly,
    },
    *commands(town, { batch, said, wrong, reversed, told }) {
      const isTime = ({ status }: Batch) => status === 'approved' || status === 'settled';
      for (const it of pick(town.m.batches, batch, isTime)) {
        const rows = rowsFor(town, it, said, wrong);
        if (reversed) rows.reverse();
        if (rows.length > 0) yield to.answer(town, { batch: it, rows }, told);
      }
    },
  }),
  /** An answer is handed in once more. */
  bankAgain: kind<{ answer: number; reversed: boolean }>({
    often: 3,
    parameters: { answer: one, reversed: fc.boolean() },
    *commands(town, { answer, reversed }) {
      for (const { batch, rows } of pick(town.answers, answer))
        yield to.answer(town, { batch, rows: reversed ? [...rows].reverse() : rows });
    },
  }),
  tell: kind<{ batch: number }>({
    often: 2,
    parameters: { batch: one },
    *commands(town, { batch }) {
      for (const it of pick(town.m.batches, batch)) yield to.tell(town, it);
    },
  }),
  correct: kind<{ back: number }>({
    often: 6,
    parameters: { back: one },
    *commands(town, { back }) {
      for (const it of pick(town.m.returns, back, ({ status }) => status === 'correction')) yield to.correct(town, it);
    },
  }),
  confirm: kind<{ back: number; approve: boolean; own: boolean }>({
    often: 6,
    parameters: { back: one, approve: mostly, own: rarely },
    *commands(town, { back, approve, own }) {
      for (const it of pick(town.m.returns, back, ({ status }) => status === 'confirmation'))
        yield to.confirm(town, it, approve ? 'approve' : 'reject', own);
    },
  }),
};
