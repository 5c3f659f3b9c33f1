import { describe, expect, test } from 'vitest';
import { answerFaults } from '../../api/bank-files/reading/order.ts';
import { answerFormats, bankAnswers, type Decision } from '../../dev/bank/answers.ts';
import { readOrder } from '../../dev/bank/order.ts';
import { bankFileFormats } from '../../domain/money/bank-file.ts';
import { orderOf, payment, read, written } from './support/orders.ts';

const payments = [1, 2, 3, 4, 5].map((n) => payment(n, { accountName: `第${n}家、𠮷<&>` }));
const order = orderOf(payments);
const decisions: Record<string, Decision> = {
  [payments[0]!.paymentId]: { status: 'paid' },
  [payments[1]!.paymentId]: { status: 'returned', reasonCode: 'AC01' },
  [payments[2]!.paymentId]: { status: 'pending' },
  [payments[3]!.paymentId]: { status: 'returned' },
};

describe.each(bankFileFormats)('a simulated bank that gets an order in %s', (format) => {
  test('reads what was ordered', async () => {
    const { payments: received } = readOrder(await written(format, payments));
    expect(received).toEqual(
      payments.map(({ paymentId, amountFen, accountNumber }) => ({ paymentId, amountFen, accountNumber })),
    );
  });

  test.each(answerFormats)('answers in %s what it decided, and is silent on the rest', async (answerFormat) => {
    const file = await written(format, payments);
    const { content, contentType } = bankAnswers(answerFormat, order.batchId, file, (id) => decisions[id]);
    const outcome = await read(contentType, content);
    expect(answerFaults(outcome, order)).toEqual([]);
    const told = outcome.all.map(({ paymentId, status, amountFen, reasonCode }) => ({
      paymentId,
      status,
      amountFen,
      reasonCode,
    }));
    const expected = payments.slice(0, 4).map(({ paymentId, amountFen }) => {
      return { paymentId, amountFen, reasonCode: undefined, ...decisions[paymentId] };
    });
    const byId = (a: { paymentId: string }, b: { paymentId: string }) => a.paymentId.localeCompare(b.paymentId);
    expect(told.sort(byId)).toEqual(expected);
  });
});
