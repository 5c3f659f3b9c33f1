import { advanceOf, insertAdvance } from '../../db/money/advances.ts';
import { standingAmount } from '../../db/money/lines.ts';
import { hasPayee, setPayee } from '../../db/money/payments.ts';
import type { BankAccount } from '../../domain/claim/forms.ts';
import { advance } from '../../domain/money/advance.ts';
import { Problem } from '../../domain/problem.ts';
import { type Context, type Detail, submitted } from './context.ts';
import { enterNext } from './enter.ts';

/** The advance joins the next monthly batch: a share of what stands, or of the estimate while entitlements are not fixed. Fen. */
export async function createAdvance(c: Context, share: string): Promise<number> {
  const base = (await standingAmount(c.tx, c.claim.id)) ?? c.claim.estimate_fen ?? 0;
  const { fen, trace } = advance(c.law.params, share, base);
  if (fen === 0) throw new Problem('advance-nothing-due');
  if (!(await hasPayee(c.tx, c.claim.id))) throw new Problem('bank-account-required');
  const { fund } = c.law.rules;
  await insertAdvance(c.tx, { claim_id: c.claim.id, fund, amount_fen: fen, trace, payable_at: c.at });
  return fen;
}

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
export async function recordAdvancePaid(c: Context): Promise<void> {
  if ((await advanceOf(c.tx, c.claim.id))?.status !== 'paid') throw new Problem('payment-not-booked');
  await enterNext(c);
}
