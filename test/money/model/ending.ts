import { expect } from 'vitest';
import { rows } from '../../../db/pool.ts';
import { hasNextStep } from './claims.ts';
import type { Command, Town } from './commands.ts';
import * as to from './commands.ts';
import { isClosed, isPayable, openOf, type Payment, sum, toPay } from './state.ts';

/** Brings everything that is left to its end, in rounds of a month: steps are taken, batches paid, accounts corrected, demands repaid. */
export function* ending(town: Town): Iterable<Command> {
  for (let month = 1; ; month++) {
    if (month > 24) throw new Error('there is no end to it');
    let acts = 0;
    for (const command of round(town)) {
      acts += 1;
      yield command;
    }
    if (acts === 0 && !isPayable(town.m)) return;
    yield to.form(town);
  }
}

function* round(town: Town): Iterable<Command> {
  const { m } = town;
  for (const one of m.objections)
    if (one.status === 'open' && ['public-notice', 'payable'].includes(one.claim.stage))
      yield to.rule(town, one, false);
  for (const claim of m.claims) while (hasNextStep(claim)) yield* to.goOn(town, Number(claim.id.slice(1)) - 1);
  for (const batch of m.batches) {
    if (batch.status === 'formed') yield to.submit(town, batch);
    if (batch.status === 'submitted') yield to.approve(town, batch);
    const rows = batch.payments.filter(({ status }) => status === 'approved').map(paid);
    if (rows.length > 0) yield to.answer(town, { batch, rows });
    else if (isUntold(town, batch)) yield to.tell(town, batch);
  }
  for (const one of m.returns) {
    if (one.status === 'correction') yield to.correct(town, one);
    if (one.status === 'confirmation') yield to.confirm(town, one);
  }
  for (const one of m.repayments) if (one.status === 'reported') yield to.confirmRepayment(town, one);
  for (const one of m.recoveries) {
    if (openOf(one) < 0) yield to.refund(town, one);
    if (one.status !== 'open') continue;
    yield to.report(town, one, openOf(one));
    yield to.confirmRepayment(town, m.repayments.at(-1)!);
  }
}

const paid = (payment: Payment) => ({ payment, status: 'paid' as const, amount: payment.amount });

const isUntold = ({ m }: Town, { payments }: Town['m']['batches'][number]) =>
  payments.some(({ status, told }) => status === 'paid' && !told) ||
  m.returns.some(({ payment, started }) => payments.includes(payment) && !started);

/** Then nobody owes anything, and everybody has got what stands, once. */
export async function expectEnded({ m, office }: Town): Promise<void> {
  expect(m.claims.filter((claim) => !isClosed(claim))).toEqual([]);
  const lines = m.claims.flatMap((claim) => claim.lines.map((line) => ({ id: `${claim.id}/${line.ref}`, line })));
  const stands = sum(lines.map(({ line }) => (line.status === 'paid' ? line.amount : 0)));
  expect(m.balances).toEqual({
    ...{ 'subsidy-expense': stands, bank: 0 - stands },
    ...{ 'payable-to-claimants': 0, 'advances-receivable': 0, 'recoveries-receivable': 0 },
  });
  const left = await rows<{ id: string; fen: number }>(
    office.db,
    `select s.claim_id || '/' || e.ref as id, sum(e.credit_fen) - sum(e.debit_fen) as fen
     from ledger_sets s join ledger_entries e using (jurisdiction, fund, seq)
     where s.kind in ('payment', 'payment-return') and e.account = 'bank' group by 1`,
  );
  // What was revoked was paid once too, unless it came back by itself.
  for (const { id, fen } of left) {
    const { line } = lines.find((one) => one.id === id)!;
    const once = line.status === 'paid' || (line.status === 'revoked' && line.payment?.status !== 'returned');
    expect({ id, fen }).toEqual({ id, fen: once ? toPay(line) : 0 });
  }
}
