import { type Month, monthOf } from '../../domain/calendar/month.ts';
import { firstHash } from '../../domain/money/ledger.ts';
import { addTo, type TrialBalance, type Turnovers, trialBalance } from '../../domain/money/trial-balance.ts';
import { hashOf } from './ledger-hash.ts';
import type { Chain, Head } from './ledger-head.ts';
import type { LedgerSet } from './ledger-sets.ts';

/** What is wrong with a chain, and where first. */
export interface Broken {
  seq: number;
  code: 'missing' | 'altered' | 'replaced' | 'entries' | 'unbalanced' | 'late' | 'closing' | 'head';
  /** One sentence that names place, set and what it is about. */
  reason: string;
  /** Of the set, where there is one. */
  kind: string | null;
  cause: string | null;
  claimId: string | null;
}

/** What the walk along one chain has found, fen. */
export interface ChainWalk extends Chain {
  sets: number;
  debitFen: number;
  creditFen: number;
  /** Debit − credit per account. */
  balances: Record<string, number>;
  balanced: boolean;
  intact: boolean;
  firstBroken: Broken | null;
}

/** A closed month, as the check needs it. */
export interface ClosedMonth {
  period: Month;
  seq: number;
  hash: string;
  trial_balance: TrialBalance;
}

type SetName = Pick<LedgerSet, 'seq' | 'kind' | 'cause' | 'claim_id'>;

/** Checks one chain set by set, in order. Keeps sums and the last link only. */
export interface ChainCheck {
  /** Number of the last set that was taken. */
  readonly seq: number;
  take(set: LedgerSet): void;
  /** What was found, once the chain's end has been reached; `head`: where it should end. */
  result(head: Head | undefined): ChainWalk;
}

export function checkChain(chain: Chain, closings: readonly ClosedMonth[]): ChainCheck {
  const { jurisdiction, fund } = chain;
  const turnovers: Turnovers = new Map();
  const walk: ChainWalk = {
    ...{ jurisdiction, fund, sets: 0, debitFen: 0, creditFen: 0, balances: {}, balanced: true },
    ...{ intact: true, firstBroken: null },
  };
  let last: { set: SetName | null; seq: number; hash: string } = { set: null, seq: 0, hash: firstHash };

  const broken = (seq: number, code: Broken['code'], what: string, set: SetName | null = null) => {
    walk.intact = false;
    const { kind = null, cause = null, claim_id: claimId = null } = set ?? {};
    const about = set ? ` (${kind}, cause ${cause}${claimId ? `, claim ${claimId}` : ''})` : '';
    walk.firstBroken ??= { seq, code, reason: `${jurisdiction}/${fund}/${seq}${about}: ${what}`, kind, cause, claimId };
  };

  /** Closings are anchors: what the chain was when the month was closed. */
  const anchors = () => {
    for (const { period, seq, hash } of closings) {
      if (seq === last.seq && hash !== last.hash)
        broken(seq, 'closing', `month ${period} was closed when this set had another hash`, last.set);
    }
  };

  const links = (set: LedgerSet) => {
    const period = set.period ?? monthOf(set.at);
    const own = hashOf({ ...set, claimId: set.claim_id }, set.seq, set.previous_hash, set.period);
    if (set.seq !== last.seq + 1) {
      broken(last.seq + 1, 'missing', `it is missing, set ${set.seq} follows on set ${last.seq}`);
    } else if (set.previous_hash !== last.hash) {
      // A set that fits its own hash was posted behind another one: the one before it was put in the place of that.
      if (own === set.hash && last.set)
        broken(last.seq, 'replaced', `set ${set.seq} was posted behind another one`, last.set);
      else broken(set.seq, 'altered', 'it does not follow on the set before it', set);
    }
    if (set.entries.length !== set.entry_count)
      broken(set.seq, 'entries', `it has ${set.entries.length} entries and was posted with ${set.entry_count}`, set);
    if (own !== set.hash) broken(set.seq, 'altered', 'its content does not match its hash', set);
    const closed = closings.find((one) => one.seq < set.seq && period <= one.period);
    if (closed) broken(set.seq, 'late', `it was posted into ${period}, which was closed with ${closed.period}`, set);
    addTo(turnovers, period, set.entries);
  };

  const sums = (set: LedgerSet) => {
    let [debit, credit] = [0, 0];
    for (const { account, debitFen, creditFen } of set.entries) {
      debit += debitFen;
      credit += creditFen;
      walk.balances[account] = (walk.balances[account] ?? 0) + debitFen - creditFen;
    }
    if (debit !== credit || set.entries.length === 0) {
      walk.balanced = false;
      broken(set.seq, 'unbalanced', `it does not balance: debit ${debit} fen, credit ${credit} fen`, set);
    }
    walk.sets += 1;
    walk.debitFen += debit;
    walk.creditFen += credit;
  };

  anchors();
  return {
    get seq() {
      return last.seq;
    },
    take(set) {
      links(set);
      sums(set);
      const { seq, kind, cause, claim_id } = set;
      last = { set: { seq, kind, cause, claim_id }, seq, hash: set.hash };
      anchors();
    },
    result(head) {
      const { set, seq, hash } = last;
      if (head && head.seq > seq) broken(seq + 1, 'missing', `the chain is cut off, it had ${head.seq} sets`);
      const closedLater = closings.find((one) => one.seq > seq);
      if (closedLater)
        broken(
          seq + 1,
          'missing',
          `the chain is cut off, ${closedLater.period} was closed with set ${closedLater.seq}`,
        );
      if (!head && seq > 0) broken(seq, 'head', 'the head of the chain is missing', set);
      if (head && head.seq < seq)
        broken(head.seq + 1, 'head', `the head says that the chain ends with set ${head.seq}`);
      if (head?.seq === seq && head.hash !== hash) broken(seq, 'head', 'the head has another hash', set);
      for (const { period, seq: closedWith, trial_balance } of closings) {
        if (!same(trial_balance, trialBalance(turnovers, period)))
          broken(closedWith, 'closing', `the trial balance of ${period} is not what was posted`);
      }
      return walk;
    },
  };
}

function same(stored: TrialBalance, computed: TrialBalance): boolean {
  return computed.every((row) => {
    const other = stored.find(({ account }) => account === row.account);
    return (
      other?.openingFen === row.openingFen &&
      other.debitFen === row.debitFen &&
      other.creditFen === row.creditFen &&
      other.closingFen === row.closingFen
    );
  });
}
