import type { Instant } from '../calendar/date.ts';
import { type Month, monthOf, nextMonth } from '../calendar/month.ts';

/** The accounts of one fund in one jurisdiction. */
export const accounts = [
  /** 补贴支出: what the public has promised for good. */
  'subsidy-expense',
  /** 应付补贴: promised and not yet paid. */
  'payable-to-claimants',
  /** 预拨款: paid ahead of the result. */
  'advances-receivable',
  /** 应收追回款: to come back. */
  'recoveries-receivable',
  /** 专户存款 */
  'bank',
] as const;
export type Account = (typeof accounts)[number];

/** One side of a posting, fen; `ref` is the line of the claim. */
export interface Entry {
  account: Account;
  debitFen: number;
  creditFen: number;
  ref?: string;
}

/** Balanced entries that stand or fall together. `cause` makes posting it twice impossible. */
export interface PostingSet {
  jurisdiction: string;
  fund: string;
  cause: string;
  kind: PostingKind;
  claimId: string | null;
  at: Instant;
  entries: readonly Entry[];
}

export type PostingKind =
  | 'entitlement'
  | 'entitlement-reversal'
  | 'advance-payment'
  | 'advance-settlement'
  | 'payment'
  /** 退票: the bank has sent a payment of lines back. */
  | 'payment-return'
  /** 退票 of an advance. */
  | 'advance-return'
  /** An advance that was paid for nothing is to come back. */
  | 'recovery-opened'
  /** Lines that were paid turn out undue: the expense is reversed and the money is to come back. */
  | 'entitlement-revoked'
  | 'repayment'
  /** A demand falls: the money never reached the claimant. */
  | 'recovery-cancelled'
  /** What came back above a demand was sent back to the claimant. */
  | 'surplus-refund';

export const firstHash = '0'.repeat(64);

/** Debit one account, credit another. */
export function transfer(debit: Account, credit: Account, fen: number, ref?: string): Entry[] {
  return [
    { account: debit, debitFen: fen, creditFen: 0, ref },
    { account: credit, debitFen: 0, creditFen: fen, ref },
  ];
}

/** The month into which something is posted: its own, or the first open one when that is closed. `closedUntil`: the last closed month. */
export function postingMonth(at: Instant, closedUntil: Month | null): Month {
  const own = monthOf(at);
  return closedUntil !== null && own <= closedUntil ? nextMonth(closedUntil) : own;
}

/**
 * What the hash of a posting set covers, in one fixed order: any change to it, or to its place in the chain, shows. The month is
 * told only where it is not that of the instant (a late posting); null is that of the instant.
 */
export function canonical(set: PostingSet, seq: number, previousHash: string, period: Month | null): string {
  const late = period !== null && period !== monthOf(set.at) ? [period] : [];
  return JSON.stringify([
    set.jurisdiction,
    set.fund,
    seq,
    set.cause,
    set.kind,
    set.claimId,
    Date.parse(set.at),
    set.entries.map((e) => [e.account, e.debitFen, e.creditFen, e.ref ?? null]),
    previousHash,
    ...late,
  ]);
}
