import { repay } from './batches.ts';
import { demandRest, endIfNothingStands, fall, isApproved, isUnpaid } from './claims.ts';
import {
  type Claim,
  demand,
  isClosed,
  type Line,
  type Model,
  openOf,
  type Recovery,
  type Repayment,
  sum,
} from './state.ts';

// Fraud, and money that is to come back.

export function ruleOnFraud(
  m: Model,
  finding: { id: string; claim: Claim; refs: readonly string[] | null },
  ruling: { upheld: boolean; byReporter: boolean },
): void {
  const { id, claim, refs } = finding;
  demand(!ruling.byReporter, 'another-person-required');
  if (!ruling.upheld) return;
  const concerned = (line: Line) => refs === null || refs.includes(line.ref);
  const lines = claim.lines.filter(concerned);
  demand(claim.lines.length > 0, 'fraud-before-entitlement');
  const paidAhead = ({ status, offset }: Line) => status === 'paid' && offset > 0 && claim.advance?.status !== 'paid';
  demand(!lines.some((line) => isApproved(line) || paidAhead(line)), 'fraud-wait-for-bank');
  const paid = lines.filter(({ status }) => status === 'paid');
  demand(paid.length > 0 || lines.some(isUnpaid), 'fraud-nothing-due');
  if (paid.length > 0) {
    const amount = sum(paid.map((line) => line.amount));
    const recovery: Recovery = { id: `R${id}`, claim, of: 'lines', amount, repaid: 0, cancelled: 0, status: 'open' };
    m.recoveries.push(recovery);
    m.transfer('recoveries-receivable', 'subsidy-expense', amount);
    for (const line of paid) Object.assign(line, { status: 'revoked', recovery });
  }
  fall(m, claim, concerned);
  if (!isClosed(claim)) endIfNothingStands(m, claim);
  else {
    demandRest(m, claim, paid.length > 0 ? `R${id}-2` : `R${id}`);
    // It had been paid, and the bank has sent all of it back.
    if (claim.stage === 'paid' && claim.lines.every(({ status }) => status === 'fallen')) claim.stage = 'rejected';
  }
}

export function report(m: Model, id: string, recovery: Recovery, amount: number): void {
  const waiting = m.repayments.filter((one) => one.recovery === recovery && one.status === 'reported');
  const rest = openOf(recovery) - sum(waiting.map((one) => one.amount));
  // After the end of a demand whatever comes is owed to the claimant.
  demand(recovery.status !== 'open' || amount <= rest, 'repayment-above-rest');
  m.repayments.push({ id, recovery, amount, status: 'reported' });
}

export function confirmRepayment(m: Model, one: Repayment, decision: 'approve' | 'reject', byReporter: boolean): void {
  demand(one.status === 'reported', 'repayment-decided');
  demand(!byReporter, 'another-person-required');
  one.status = decision === 'approve' ? 'confirmed' : 'refused';
  if (decision === 'reject') return;
  m.transfer('bank', 'recoveries-receivable', one.amount);
  repay(one.recovery, one.amount);
}

/** What came back above the demand is sent back by hand: reported by one person, confirmed by another. */
export function refund(m: Model, id: string, recovery: Recovery): void {
  const amount = -openOf(recovery);
  demand(amount > 0, 'nothing-to-refund');
  m.repayments.push({ id, recovery, amount, status: 'confirmed' });
  m.transfer('recoveries-receivable', 'bank', amount);
  recovery.repaid -= amount;
}

/** A closed claim of which nothing stays with the claimant, and nothing will, is told as recovered. */
export function markRecovered(m: Model): void {
  for (const claim of m.claims.filter(isClosed)) {
    const own = m.recoveries.filter((one) => one.claim === claim);
    const done = own.some(({ status }) => status === 'repaid') && !own.some(({ status }) => status === 'open');
    if (done && claim.lines.every(({ status }) => status === 'fallen' || status === 'revoked'))
      claim.stage = 'recovered';
  }
}
