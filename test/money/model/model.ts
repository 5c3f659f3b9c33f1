// The money of a few claims as a reader would keep it on paper: lines, advances, transfers, and five accounts per place. Sums in fen.

export type Account =
  | 'subsidy-expense'
  | 'payable-to-claimants'
  | 'advances-receivable'
  | 'recoveries-receivable'
  | 'bank';

export interface Transfer {
  batch: Batch;
  claim: Claim;
  kind: 'advance' | 'lines';
  status: 'formed' | 'approved' | 'paid' | 'returned' | 'refused' | 'dropped';
}

export interface Batch {
  place: string;
  status: 'formed' | 'submitted' | 'approved' | 'refused' | 'settled';
  transfers: Transfer[];
}

export interface Line {
  ref: string;
  person: string;
  /** What the rules give; `fen`: what stands, once it is fixed. */
  full: number;
  fen: number;
  /** The part that the advance has paid. */
  offset: number;
  status: 'none' | 'fixed' | 'payable' | 'in-batch' | 'paid' | 'returned' | 'fallen' | 'revoked';
  transfer?: Transfer;
  recovery?: Recovery;
  objected?: boolean;
}

export interface Advance {
  fen: number;
  settled: number;
  status: 'payable' | 'in-batch' | 'paid' | 'returned' | 'fallen';
  transfer?: Transfer;
}

export interface Recovery {
  kind: 'advance' | 'fraud';
  fen: number;
  repaid: number;
  cancelled?: boolean;
}

export interface Claim {
  no: number;
  place: string;
  /** Claims of one scope share a limit per person. */
  scope: string;
  limit: number;
  estimate: number;
  stage: 'training' | 'review' | 'notice' | 'payable' | 'paid' | 'rejected' | 'withdrawn';
  lines: Line[];
  advance?: Advance;
  recoveries: Recovery[];
}

export class LedgerModel {
  readonly claims: Claim[];
  readonly batches: Batch[] = [];
  readonly balances = new Map<string, number>();

  constructor(claims: Claim[]) {
    this.claims = claims;
  }

  askAdvance(claim: Claim): void {
    claim.advance = { fen: Math.floor(claim.estimate / 2), settled: 0, status: 'payable' };
  }

  apply(claim: Claim): void {
    claim.stage = 'review';
  }

  /** Each person gets what the rules give, up to what others have left under the limit. Room that was paid out is gone, also when it comes back. */
  approve(claim: Claim): void {
    for (const line of claim.lines) {
      const others = this.claims.filter((other) => other !== claim && other.scope === claim.scope);
      const taken = others
        .flatMap(({ lines }) => lines)
        .filter(({ person, status }) => person === line.person && status !== 'fallen');
      const room = Math.max(0, claim.limit - taken.reduce((sum, { fen }) => sum + fen, 0));
      line.fen = Math.min(line.full, room);
      line.status = line.fen > 0 ? 'fixed' : 'fallen';
    }
    if (claim.lines.every(({ status }) => status === 'fallen')) this.#close(claim, 'rejected');
    else claim.stage = 'notice';
  }

  endNotice(claim: Claim): void {
    claim.stage = 'payable';
    this.#makePayable(claim);
  }

  object(line: Line): void {
    line.objected = true;
  }

  rule(claim: Claim, line: Line, upheld: boolean): void {
    line.objected = false;
    if (upheld) {
      this.#fall(claim, [line]);
      if (claim.lines.every(({ status }) => status === 'fallen')) this.#close(claim, 'rejected');
      else this.#finish(claim);
    } else if (claim.stage === 'payable') this.#makePayable(claim);
  }

  withdraw(claim: Claim): void {
    this.#close(claim, 'withdrawn');
  }

  /** Paid lines are revoked and to be recovered; unpaid ones fall. */
  revoke(claim: Claim): void {
    const paid = claim.lines.filter(({ status }) => status === 'paid');
    if (paid.length > 0) {
      const recovery: Recovery = { kind: 'fraud', fen: sumOf(paid.map(({ fen }) => fen)), repaid: 0 };
      claim.recoveries.push(recovery);
      for (const line of paid) Object.assign(line, { status: 'revoked', recovery });
      this.#book(claim, 'recoveries-receivable', 'subsidy-expense', recovery.fen);
    }
    this.#fall(
      claim,
      claim.lines.filter(({ status }) => ['fixed', 'payable', 'in-batch', 'returned'].includes(status)),
    );
    if (isClosed(claim)) return;
    if (claim.lines.every(({ status }) => status === 'fallen')) this.#close(claim, 'rejected');
    else this.#finish(claim);
  }

  repay(claim: Claim, recovery: Recovery, fen: number): void {
    recovery.repaid += fen;
    this.#book(claim, 'bank', 'recoveries-receivable', fen);
  }

  /** Everything payable of a place; one transfer per claim and kind. */
  formBatch(place: string): Batch | undefined {
    const batch: Batch = { place, status: 'formed', transfers: [] };
    for (const claim of this.claims.filter((one) => one.place === place)) {
      const { advance } = claim;
      const lines = claim.lines.filter(({ status }) => status === 'payable');
      const take = (kind: Transfer['kind'], what: (Line | Advance)[]) => {
        const transfer: Transfer = { batch, claim, kind, status: 'formed' };
        batch.transfers.push(transfer);
        for (const one of what) Object.assign(one, { status: 'in-batch', transfer });
      };
      if (advance?.status === 'payable') take('advance', [advance]);
      if (lines.length > 0) take('lines', lines);
    }
    if (batch.transfers.length === 0) return undefined;
    this.batches.push(batch);
    return batch;
  }

  submit(batch: Batch): void {
    batch.status = 'submitted';
  }

  /** The transfers that are taken out join the next batch; the whole batch when it is refused. */
  decide(batch: Batch, approved: boolean, refused: readonly Transfer[] = []): void {
    batch.status = approved ? 'approved' : 'refused';
    for (const transfer of batch.transfers.filter(({ status }) => status === 'formed')) {
      if (approved && !refused.includes(transfer)) transfer.status = 'approved';
      else {
        transfer.status = approved ? 'refused' : 'dropped';
        for (const one of contents(transfer)) Object.assign(one, { status: 'payable', transfer: undefined });
      }
    }
    this.#settle(batch);
  }

  paid(transfer: Transfer): void {
    transfer.status = 'paid';
    for (const one of contents(transfer)) {
      one.status = 'paid';
      this.#book(transfer.claim, isAdvance(one) ? 'advances-receivable' : 'payable-to-claimants', 'bank', owed(one));
    }
    this.#settle(transfer.batch);
    this.#finish(transfer.claim);
  }

  /** 退票. What had been paid is owed again; what was demanded back of it is there. */
  returned(transfer: Transfer): void {
    const wasPaid = transfer.status === 'paid';
    transfer.status = 'returned';
    for (const one of contents(transfer)) {
      one.status = 'returned';
      if (wasPaid)
        this.#book(transfer.claim, 'bank', isAdvance(one) ? 'advances-receivable' : 'payable-to-claimants', owed(one));
    }
    for (const line of transfer.claim.lines.filter((one) => one.transfer === transfer && one.status === 'revoked')) {
      line.recovery!.repaid += owed(line);
      this.#book(transfer.claim, 'bank', 'recoveries-receivable', owed(line));
    }
    if (transfer.kind === 'advance') this.#undoDemand(transfer.claim);
    this.#settle(transfer.batch);
  }

  /** The account is corrected: the money joins the next batch. */
  correct(transfer: Transfer): void {
    for (const one of contents(transfer)) Object.assign(one, { status: 'payable', transfer: undefined });
  }

  #makePayable(claim: Claim): void {
    const lines = claim.lines.filter(({ status, objected }) => status === 'fixed' && !objected);
    for (const { fen } of lines) this.#book(claim, 'subsidy-expense', 'payable-to-claimants', fen);
    let left = this.#sureAdvance(claim);
    for (const line of lines) {
      line.offset = Math.min(left, line.fen);
      left -= line.offset;
      if (claim.advance) claim.advance.settled += line.offset;
      line.status = line.offset === line.fen ? 'paid' : 'payable';
      this.#book(claim, 'payable-to-claimants', 'advances-receivable', line.offset);
    }
    this.#finish(claim);
  }

  /** What is left of an advance that is paid or as good as paid. Any other is recalled, but for what lines were settled against. */
  #sureAdvance({ advance }: Claim): number {
    if (!advance || advance.status === 'fallen') return 0;
    if (advance.status === 'paid' || advance.transfer?.status === 'approved') return advance.fen - advance.settled;
    const { transfer } = advance;
    if (advance.settled > 0) advance.fen = advance.settled;
    else Object.assign(advance, { status: 'fallen', transfer: undefined });
    if (transfer) this.#shrink(transfer);
    return 0;
  }

  #fall(claim: Claim, lines: readonly Line[]): void {
    for (const line of lines) {
      if (line.status !== 'fixed') {
        this.#book(claim, 'payable-to-claimants', 'subsidy-expense', line.fen);
        this.#book(claim, 'advances-receivable', 'payable-to-claimants', line.offset);
        if (claim.advance) claim.advance.settled -= line.offset;
      }
      line.status = 'fallen';
      if (line.transfer) this.#shrink(line.transfer);
    }
  }

  #shrink(transfer: Transfer): void {
    if (transfer.status === 'formed' && contents(transfer).length === 0) transfer.status = 'dropped';
  }

  #finish(claim: Claim): void {
    if (claim.stage !== 'payable' || claim.lines.some(({ status }) => !['paid', 'fallen', 'revoked'].includes(status)))
      return;
    if (claim.advance && !['paid', 'fallen'].includes(claim.advance.status)) return;
    this.#close(claim, claim.lines.some(({ status }) => status !== 'fallen') ? 'paid' : 'rejected');
  }

  /** Nothing stays open: unpaid lines fall, and what an advance has paid for nothing is demanded back. */
  #close(claim: Claim, stage: 'paid' | 'rejected' | 'withdrawn'): void {
    claim.stage = stage;
    if (stage !== 'paid')
      this.#fall(
        claim,
        claim.lines.filter(({ status }) => !['none', 'fallen', 'paid', 'revoked'].includes(status)),
      );
    const left = this.#sureAdvance(claim);
    if (left === 0) return;
    claim.advance!.settled += left;
    claim.recoveries.push({ kind: 'advance', fen: left, repaid: 0 });
    this.#book(claim, 'recoveries-receivable', 'advances-receivable', left);
  }

  /** An advance that came back was never paid too much. */
  #undoDemand(claim: Claim): void {
    const demand = claim.recoveries.find((one) => one.kind === 'advance' && !one.cancelled && one.repaid < one.fen);
    if (!demand) return;
    const open = demand.fen - demand.repaid;
    const advance = claim.advance!;
    demand.cancelled = true;
    advance.settled -= open;
    if (advance.fen > open) advance.fen -= open;
    else advance.status = 'fallen';
    this.#book(claim, 'advances-receivable', 'recoveries-receivable', open);
  }

  #settle(batch: Batch): void {
    const there = batch.transfers.filter(({ status }) => status !== 'dropped' && status !== 'refused');
    if (batch.status === 'approved' && there.every(({ status }) => status !== 'approved')) batch.status = 'settled';
  }

  #book({ place }: Claim, debit: Account, credit: Account, fen: number): void {
    for (const [account, change] of [
      [debit, fen],
      [credit, -fen],
    ] as const)
      this.balances.set(`${place}/${account}`, (this.balances.get(`${place}/${account}`) ?? 0) + change);
  }
}

export const isClosed = ({ stage }: Claim) => stage === 'paid' || stage === 'rejected' || stage === 'withdrawn';
const isAdvance = (one: Line | Advance): one is Advance => 'settled' in one;
const owed = (one: Line | Advance) => (isAdvance(one) ? one.fen : one.fen - one.offset);
const sumOf = (fen: readonly number[]) => fen.reduce((sum, one) => sum + one, 0);

/** What is in a transfer now. What was revoked since is no part of it. */
export function contents(transfer: Transfer): (Line | Advance)[] {
  const { lines, advance } = transfer.claim;
  return [...lines, ...(advance ? [advance] : [])].filter(
    (one) => one.transfer === transfer && ['in-batch', 'paid', 'returned'].includes(one.status),
  );
}
