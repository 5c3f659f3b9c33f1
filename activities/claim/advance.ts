import { advanceOf } from '../../db/money/advances.ts';
import { setPayee } from '../../db/money/payments.ts';
import type { BankAccount } from '../../domain/money/bank-account.ts';
import { Problem } from '../../domain/problem.ts';
import { type Context, type Detail, submitted } from './context.ts';
import { enterNext } from './enter.ts';
import { bookedPayment } from './payment.ts';
import { createAdvance } from './settlement.ts';

/** 先行拨付 on request, once, after the filing was approved. */
export async function requestAdvance(c: Context): Promise<Detail> {
  const step = c.law.rules.steps[c.claim.step_no];
  if (step?.kind !== 'training' || !step.advanceShare) throw new Problem('advance-not-offered');
  if (await advanceOf(c.tx, c.claim.id)) throw new Problem('advance-already-requested');
  const { bankAccount } = await submitted<{ bankAccount: BankAccount }>(c);
  await setPayee(c.tx, c.claim.id, bankAccount, c.at);
  return { advanceFen: await createAdvance(c, step.advanceShare) };
}

/** The bank has paid the advance that the claim waits for. */
export async function recordAdvancePaid(c: Context): Promise<Detail> {
  const paid = await bookedPayment(c);
  await enterNext(c);
  return paid;
}
