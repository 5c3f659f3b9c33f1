import type { BankOrder, OrderedPayment } from '../../domain/money/bank-file.ts';

/** Passes payments on and compares them with what the order says when the last one is through. @throws Error naming the difference */
export async function* counted(
  order: BankOrder,
  payments: AsyncIterable<OrderedPayment>,
): AsyncGenerator<OrderedPayment> {
  let count = 0;
  let totalFen = 0;
  for await (const payment of payments) {
    count += 1;
    totalFen += payment.amountFen;
    yield payment;
  }
  if (count === order.count && totalFen === order.totalFen) return;
  throw new Error(
    `batch ${order.batchId} has ${order.count} payments of ${order.totalFen} fen, but ${count} of ${totalFen} fen are there`,
  );
}
