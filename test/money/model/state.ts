import type { Stage } from '../../../domain/claim/stages.ts';
import { type Account, accounts } from '../../../domain/money/ledger.ts';

// A small model of the money of some claims, in memory: what docs/money.md says, without databases, workflows and time. Sums in fen.

export interface Line {
  ref: string;
  person: number;
  amount: number;
  /** What an advance had paid of it already. */
  offset: number;
  status: 'fixed' | 'payable' | 'in-batch' | 'paid' | 'returned' | 'fallen' | 'revoked';
  /** Under the yearly cap of its person. */
  room: 'none' | 'reserved' | 'consumed' | 'released';
  payment: Payment | null;
  recovery: Recovery | null;
  /** Revoked, and the offset came back with the advance. */
  offsetBack: boolean;
}

export interface Advance {
  amount: number;
  /** What lines, or a demand, have taken up of it. */
  settled: number;
  status: 'payable' | 'in-batch' | 'paid' | 'returned' | 'fallen';
  payment: Payment | null;
}

export interface Objection {
  id: string;
  claim: Claim;
  /** Null: the whole claim. */
  ref: string | null;
  status: 'open' | 'upheld' | 'dismissed';
}

export interface Claim {
  id: string;
  /** In which its class ends: caps count by it. */
  year: string;
  people: readonly Trainee[];
  stage: Stage;
  estimate: number;
  lines: Line[];
  advance: Advance | null;
}

/** One person on a roster. */
export interface Trainee {
  person: number;
  hours: number;
}

export interface Payment {
  /** `<batch>/<claim>/<kind>` */
  key: string;
  claim: Claim;
  kind: 'advance' | 'lines';
  amount: number;
  status: 'formed' | 'approved' | 'paid' | 'returned' | 'refused' | 'dropped';
  /** Its claim has heard of it. */
  told: boolean;
}

export interface Batch {
  id: string;
  status: 'formed' | 'submitted' | 'approved' | 'refused' | 'settled';
  payments: Payment[];
}

export interface Return {
  payment: Payment;
  status: 'correction' | 'confirmation' | 'corrected' | 'overtaken';
  /** Its workflow runs. */
  started: boolean;
}

export interface Recovery {
  id: string;
  claim: Claim;
  /** What was revoked for fraud, or what an advance had paid too much. */
  of: 'lines' | 'advance';
  amount: number;
  repaid: number;
  /** What fell of it. */
  cancelled: number;
  status: 'open' | 'repaid' | 'cancelled';
}

export interface Repayment {
  id: string;
  recovery: Recovery;
  amount: number;
  status: 'reported' | 'confirmed' | 'refused';
}

/** The figures of the programme. */
export interface Figures {
  plannedHours: number;
  minimumHours: number;
  rate: number;
  cap: number;
  advancePercent: number;
}

/** Thrown when an act is not possible: then nothing has changed. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export function demand(condition: unknown, code: string): asserts condition {
  if (!condition) throw new Refused(code);
}

export class Model {
  readonly figures: Figures;
  readonly balances = Object.fromEntries(accounts.map((account) => [account, 0])) as Record<Account, number>;
  readonly claims: Claim[] = [];
  readonly objections: Objection[] = [];
  readonly batches: Batch[] = [];
  readonly returns: Return[] = [];
  readonly recoveries: Recovery[] = [];
  readonly repayments: Repayment[] = [];

  constructor(figures: Figures) {
    this.figures = figures;
  }

  transfer(debit: Account, credit: Account, fen: number): void {
    this.balances[debit] += fen;
    this.balances[credit] -= fen;
  }

  /** What a person may still get for classes of a year. */
  roomLeft(person: number, year: string): number {
    const lines = this.claims.filter((claim) => claim.year === year).flatMap((claim) => claim.lines);
    const taking = lines.filter((line) => line.person === person && ['reserved', 'consumed'].includes(line.room));
    return this.figures.cap - sum(taking.map(({ amount }) => amount));
  }
}

/** Its account is to be corrected, or confirmed. */
export const isOpen = ({ status }: Return) => status === 'correction' || status === 'confirmation';

/** Nothing of the claim is paid until its account was corrected and confirmed. */
export const waitsForAccount = ({ returns }: Model, claim: Claim) =>
  returns.some((one) => one.payment.claim === claim && isOpen(one));

/** Something joins the next batch. */
export const isPayable = (m: Model) =>
  m.claims.some(
    (claim) => !waitsForAccount(m, claim) && [...claim.lines, claim.advance].some((of) => of?.status === 'payable'),
  );

export const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

/** Already paid with the advance is the offset; this is the rest. */
export const toPay = ({ amount, offset }: Line) => amount - offset;

/** Of a demand; below 0 it is owed to the claimant. */
export const openOf = ({ amount, repaid, cancelled }: Recovery) => amount - repaid - cancelled;

export const isClosed = ({ stage }: Claim) => ['paid', 'rejected', 'withdrawn', 'lapsed', 'recovered'].includes(stage);
