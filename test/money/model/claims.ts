import {
  type Claim,
  demand,
  isClosed,
  isOpen,
  type Line,
  type Model,
  type Payment,
  sum,
  type Trainee,
  toPay,
} from './state.ts';

// What happens to a claim: from the filing over its entitlements to its end.

export function file(m: Model, id: string, people: readonly Trainee[], year: string): void {
  const { plannedHours, rate } = m.figures;
  const planned = people.map(({ person }) => Math.min(plannedHours * rate, m.roomLeft(person, year)));
  m.claims.push({ id, year, people, stage: 'filing-review', estimate: sum(planned), lines: [], advance: null });
}

export const hasNextStep = ({ stage }: Claim) =>
  ['filing-review', 'training', 'application-open', 'application-review', 'public-notice'].includes(stage);

/** The ordinary next step of a claim. */
export function goOn(m: Model, c: Claim): void {
  if (c.stage === 'filing-review') c.stage = 'training';
  else if (c.stage === 'training') c.stage = 'application-open';
  else if (c.stage === 'application-open') c.stage = 'application-review';
  else if (c.stage === 'application-review') fixEntitlements(m, c);
  else if (c.stage === 'public-notice') endNotice(m, c);
}

function fixEntitlements(m: Model, c: Claim): void {
  const { rate, minimumHours } = m.figures;
  c.lines = c.people.map(({ person, hours }, i) => {
    const amount = hours < minimumHours ? 0 : Math.min(hours * rate, m.roomLeft(person, c.year));
    const taken =
      amount > 0 ? ({ status: 'fixed', room: 'reserved' } as const) : ({ status: 'fallen', room: 'none' } as const);
    return {
      ref: String(i + 1),
      person,
      amount,
      offset: 0,
      payment: null,
      recovery: null,
      offsetBack: false,
      ...taken,
    };
  });
  if (c.lines.some(({ amount }) => amount > 0)) c.stage = 'public-notice';
  else end(m, c, 'rejected');
}

export function requestAdvance(m: Model, c: Claim): void {
  demand(c.stage === 'training', 'wrong-stage');
  demand(!c.advance, 'advance-already-requested');
  const amount = Math.floor((c.estimate * m.figures.advancePercent) / 100);
  demand(amount > 0, 'advance-nothing-due');
  c.advance = { amount, settled: 0, status: 'payable', payment: null };
}

export function reject(m: Model, c: Claim): void {
  demand(c.stage === 'filing-review' || c.stage === 'application-review', 'wrong-stage');
  end(m, c, 'rejected');
}

/** Nobody has applied in time. */
export function lapse(m: Model, c: Claim): void {
  end(m, c, 'lapsed');
}

export function withdraw(m: Model, c: Claim): void {
  demand(!isClosed(c), 'wrong-stage');
  const gone = c.lines.some(
    ({ status, payment }) => status === 'paid' || (status === 'returned' && payment?.status !== 'refused'),
  );
  demand(!gone && !isApproved(c.advance) && !c.lines.some(isApproved), 'in-approved-batch');
  end(m, c, 'withdrawn');
}

/** Money that the approver has let go and the bank has not answered for: beyond recall. */
export const isApproved = (of: Pick<Line, 'status' | 'payment'> | null) =>
  of?.status === 'in-batch' && of.payment?.status === 'approved';

function endNotice(m: Model, c: Claim): void {
  c.stage = 'payable';
  makePayable(m, c);
}

export function rule(m: Model, objection: Model['objections'][number], upheld: boolean): void {
  const c = objection.claim;
  demand(c.stage === 'public-notice' || c.stage === 'payable', 'wrong-stage');
  demand(objection.status === 'open', 'objection-already-ruled');
  objection.status = upheld ? 'upheld' : 'dismissed';
  if (!upheld) {
    if (c.stage === 'payable') makePayable(m, c);
    return;
  }
  fall(m, c, (line) => objection.ref === null || line.ref === objection.ref);
  endIfNothingStands(m, c);
}

export function endIfNothingStands(m: Model, c: Claim): void {
  if (c.lines.every(({ status }) => status === 'fallen')) end(m, c, 'rejected');
  else finish(m, c);
}

/** What nobody objects to is promised for good, and an advance that is sure to arrive is taken off it, line by line. */
function makePayable(m: Model, c: Claim): void {
  const open = m.objections.filter(({ claim, status }) => claim === c && status === 'open');
  const held = (line: Line) => open.some(({ ref }) => ref === null || ref === line.ref);
  const lines = c.lines.filter((line) => line.status === 'fixed' && !held(line));
  let rest = settledOrRecalled(m, c);
  for (const line of lines) {
    m.transfer('subsidy-expense', 'payable-to-claimants', line.amount);
    line.offset = Math.min(rest, line.amount);
    rest -= line.offset;
    if (c.advance) c.advance.settled += line.offset;
    m.transfer('payable-to-claimants', 'advances-receivable', line.offset);
    line.status = toPay(line) > 0 ? 'payable' : 'paid';
    if (line.status === 'paid') line.room = 'consumed';
  }
  overtakeReturns(m);
  finish(m, c);
}

/** What is left of the advance. One that is neither paid nor approved is recalled, but for what was settled against it. */
function settledOrRecalled(m: Model, { advance }: Claim): number {
  if (!advance || advance.status === 'fallen') return 0;
  if (advance.status === 'paid' || isApproved(advance)) return advance.amount - advance.settled;
  if (advance.settled > 0) advance.amount = advance.settled;
  else advance.status = 'fallen';
  shrink(advance.payment);
  overtakeReturns(m);
  return 0;
}

/** Unpaid lines fall: their room is free again, and what was promised is reversed. */
export function fall(m: Model, c: Claim, which: (line: Line) => boolean): void {
  const settled = c.advance?.settled;
  for (const line of c.lines.filter((line) => isUnpaid(line) && which(line))) {
    if (line.status !== 'fixed') {
      m.transfer('payable-to-claimants', 'subsidy-expense', line.amount);
      m.transfer('advances-receivable', 'payable-to-claimants', line.offset);
      if (c.advance) c.advance.settled -= line.offset;
    }
    line.status = 'fallen';
    line.room = 'released';
  }
  for (const payment of new Set(c.lines.map((line) => line.payment))) shrink(payment);
  overtakeReturns(m);
  // Of an advance that came back only what still stands against it is paid again.
  if (c.advance?.settled !== settled) settledOrRecalled(m, c);
}

export const isUnpaid = ({ status }: Line) => ['fixed', 'payable', 'in-batch', 'returned'].includes(status);

/** A payment that is not approved holds what is still in it. */
function shrink(payment: Payment | null): void {
  if (payment?.status !== 'formed') return;
  const { lines, advance } = payment.claim;
  const inIt = lines.filter((line) => line.payment === payment && line.status === 'in-batch').map(toPay);
  if (advance?.payment === payment && advance.status === 'in-batch') inIt.push(advance.amount);
  if (inIt.length > 0) payment.amount = sum(inIt);
  else payment.status = 'dropped';
}

/** A return needs no account any more when nothing of it is to be paid again, and nothing else of its claim can become due. */
export function overtakeReturns(m: Model): void {
  for (const one of m.returns.filter(isOpen)) {
    const { lines, advance } = one.payment.claim;
    const waits = [...lines, ...(advance ? [advance] : [])].some(
      (of) =>
        ['fixed', 'payable', 'in-batch'].includes(of.status) ||
        (of.status === 'returned' && of.payment === one.payment),
    );
    if (!waits) one.status = 'overtaken';
  }
}

/** The claim ends when nothing is left to pay. */
export function finish(m: Model, c: Claim): void {
  if (c.stage !== 'payable' || c.lines.some(isUnpaid)) return;
  if (c.advance && c.advance.status !== 'paid' && c.advance.status !== 'fallen') return;
  end(m, c, c.lines.some(({ status }) => status !== 'fallen') ? 'paid' : 'rejected');
}

/** At the end nothing stays open: what was advanced and not earned is demanded back. */
function end(m: Model, c: Claim, stage: Claim['stage']): void {
  c.stage = stage;
  if (stage !== 'paid') fall(m, c, () => true);
  demandRest(m, c, `R${c.id}`);
}

export function demandRest(m: Model, c: Claim, id: string): void {
  const rest = settledOrRecalled(m, c);
  if (rest === 0) return;
  m.recoveries.push({ id, claim: c, of: 'advance', amount: rest, repaid: 0, cancelled: 0, status: 'open' });
  m.transfer('recoveries-receivable', 'advances-receivable', rest);
  c.advance!.settled += rest;
}
