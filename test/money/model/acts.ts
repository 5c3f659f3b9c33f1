import fc from 'fast-check';
import type { Bureau } from './bureau.ts';
import { expectSame } from './compare.ts';
import {
  type Batch,
  type Claim,
  contents,
  type LedgerModel,
  type Line,
  type Recovery,
  type Transfer,
} from './model.ts';
import { trainingOf } from './town.ts';

/** One kind of act: on what it is possible now, and how model and real thing do it. `dice` decides what is still open. */
interface Kind<On> {
  on(model: LedgerModel): On[];
  run(model: LedgerModel, bureau: Bureau, on: On, dice: number): Promise<void>;
}

const kind = <On>(one: Kind<On>) => one as Kind<unknown>;

const stage = (model: LedgerModel, ...stages: Claim['stage'][]) =>
  model.claims.filter((claim) => stages.includes(claim.stage));
const linesOf = (claims: readonly Claim[]) => claims.flatMap((claim) => claim.lines.map((line) => ({ claim, line })));
const isPayable = ({ lines, advance }: Claim) => [...lines, advance].some((one) => one?.status === 'payable');
/** The demand for what was revoked is open for less than would come back. */
const repaidTwiceIfBack = (transfer: Transfer) =>
  transfer.claim.recoveries.some((recovery) => {
    const lines = transfer.claim.lines.filter((line) => line.recovery === recovery && line.transfer === transfer);
    return lines.reduce((fen, line) => fen + line.fen - line.offset, 0) > recovery.fen - recovery.repaid;
  });
const withBank = (line: Line) => line.transfer?.status === 'approved';
const objections = new WeakMap<Line, string>();

/** Everything that may happen to money. What the team adds to the system gets its kind here. */
export const kinds: Record<string, Kind<unknown>> = {
  askAdvance: kind({
    on: (model) => stage(model, 'training').filter((claim) => claim.place === 'chongqing' && !claim.advance),
    async run(model, bureau, claim) {
      model.askAdvance(claim);
      await bureau.act(claim, 'requestAdvance', 'clerk', { bankAccount: trainingOf(claim).bankAccount });
    },
  }),
  apply: kind({
    on: (model) => stage(model, 'training'),
    async run(model, bureau, claim) {
      const { records, days, application } = trainingOf(claim);
      model.apply(claim);
      await bureau.act(claim, 'addLearningRecords', 'clerk', { records });
      await bureau.act(claim, 'completeTraining', 'clerk', { classEndedOn: days.ends }, { next: true });
      await bureau.act(claim, 'apply', 'clerk', application, { next: true });
    },
  }),
  approve: kind({
    on: (model) => stage(model, 'review'),
    async run(model, bureau, claim) {
      model.approve(claim);
      await bureau.act(claim, 'approveApplication', 'reviewer', { decision: 'approve' }, { next: true });
    },
  }),
  endNotice: kind({
    on: (model) => stage(model, 'notice'),
    async run(model, bureau, claim) {
      model.endNotice(claim);
      await bureau.act(claim, 'endNotice', null, {}, { next: true });
    },
  }),
  object: kind({
    on: (model) => linesOf(stage(model, 'notice')).filter(({ line }) => line.status === 'fixed' && !line.objected),
    async run(model, bureau, { claim, line }) {
      model.object(line);
      objections.set(line, await bureau.object(claim, line.ref));
    },
  }),
  rule: kind({
    on: (model) => linesOf(stage(model, 'notice', 'payable')).filter(({ line }) => line.objected && !withBank(line)),
    async run(model, bureau, { claim, line }, dice) {
      const upheld = dice % 2 === 0;
      model.rule(claim, line, upheld);
      const decision = upheld ? 'uphold' : 'dismiss';
      await bureau.act(claim, 'rule', 'reviewer', { decision }, { objectionId: objections.get(line)! });
    },
  }),
  withdraw: kind({
    on: (model) =>
      stage(model, 'training', 'review', 'notice', 'payable').filter(
        ({ lines, advance }) =>
          advance?.transfer?.status !== 'approved' &&
          !lines.some((line) => line.status === 'paid' || line.status === 'returned' || withBank(line)),
      ),
    async run(model, bureau, claim) {
      model.withdraw(claim);
      await bureau.act(claim, 'withdraw', 'clerk');
    },
  }),
  /** The supervisor upholds a finding of fraud against the whole claim, unless money of it is on its way. */
  revoke: kind({
    on: (model) =>
      model.claims.filter(
        ({ lines, advance }) =>
          lines.some(({ status }) => !['none', 'fallen', 'revoked'].includes(status)) &&
          !lines.some((line) => line.status === 'in-batch' && withBank(line)) &&
          !lines.some((line) => line.status === 'paid' && line.offset > 0 && advance?.status !== 'paid'),
      ),
    async run(model, bureau, claim) {
      model.revoke(claim);
      await bureau.revoke(claim);
    },
  }),
  repay: kind({
    on: (model) =>
      model.claims.flatMap((claim) =>
        claim.recoveries
          .filter((one) => !one.cancelled && one.repaid < one.fen)
          .map((recovery) => ({ claim, recovery })),
      ),
    async run(model, bureau, { claim, recovery }: { claim: Claim; recovery: Recovery }, dice) {
      const left = recovery.fen - recovery.repaid;
      const fen = dice % 2 === 0 ? left : Math.ceil(left / 3);
      model.repay(claim, recovery, fen);
      await bureau.repay(claim, recovery.kind, fen);
    },
  }),
  formBatch: kind({
    on: (model) =>
      ['wuxi', 'jiangyin', 'chongqing'].filter((place) =>
        model.claims.some((claim) => claim.place === place && isPayable(claim)),
      ),
    run: async (model, bureau, place) => bureau.formBatch(place, model.formBatch(place)),
  }),
  submit: kind({
    on: (model) => model.batches.filter(({ status }) => status === 'formed'),
    async run(model, bureau, batch: Batch) {
      model.submit(batch);
      await bureau.onBatch(batch, 'submitBatch', 'preparer');
    },
  }),
  /** Approved in most cases; refused whole, or without one of its payments. */
  decide: kind({
    on: (model) => model.batches.filter(({ status }) => status === 'submitted'),
    async run(model, bureau, batch: Batch, dice) {
      const formed = batch.transfers.filter(({ status }) => status === 'formed');
      const refused = dice % 5 === 1 ? formed.slice(0, 1) : [];
      const decision = dice % 5 === 0 ? 'reject' : 'approve';
      const ids = await Promise.all(refused.map((transfer) => bureau.payment(transfer)));
      model.decide(batch, decision === 'approve', refused);
      const taken = ids.map(({ id }) => ({ paymentId: id, reasonCode: 'account-suspect' }));
      await bureau.onBatch(batch, 'decideBatch', 'approver', { decision, refused: taken });
    },
  }),
  /** The bank answers for each of the payments that wait: paid, come back, or not yet. */
  answer: kind({
    on: (model) => model.batches.filter(({ status }) => status === 'approved'),
    async run(model, bureau, batch: Batch, dice) {
      const says = new Map<Transfer, 'paid' | 'returned' | 'pending'>();
      for (const [i, transfer] of batch.transfers.filter(({ status }) => status === 'approved').entries())
        says.set(transfer, (['paid', 'paid', 'returned', 'paid', 'pending'] as const)[(dice + i * 3) % 5]!);
      for (const [transfer, said] of says) if (said === 'paid') model.paid(transfer);
      for (const [transfer, said] of says) if (said === 'returned') model.returned(transfer);
      await bureau.answer(batch, says);
    },
  }),
  /** What was paid comes back days later, after whatever has happened since. */
  comeBack: kind({
    // Not what the claimant has repaid already: nobody has decided yet how money that is there twice goes back to them.
    on: (model) =>
      model.batches.flatMap(({ transfers }) =>
        transfers.filter((one) => one.status === 'paid' && !repaidTwiceIfBack(one)),
      ),
    async run(model, bureau, transfer: Transfer) {
      model.returned(transfer);
      await bureau.answer(transfer.batch, new Map([[transfer, 'returned' as const]]));
    },
  }),
  correct: kind({
    on: (model) =>
      model.batches.flatMap(({ transfers }) =>
        transfers.filter(
          (one) => one.status === 'returned' && contents(one).some(({ status }) => status === 'returned'),
        ),
      ),
    async run(model, bureau, transfer: Transfer) {
      model.correct(transfer);
      await bureau.correct(transfer);
    },
  }),
};

/** What leads a claim on to its money comes more often than what stops it; every other kind once. */
const weights: Record<string, number> = {
  ...{ askAdvance: 6, apply: 8, approve: 12, endNotice: 12, formBatch: 10, submit: 10, decide: 10, answer: 15 },
  ...{ correct: 6, repay: 5, rule: 3, object: 3, comeBack: 2 },
};

/** Numbers from which, when their turn comes, one of the acts that are possible then is drawn. */
export interface Draw {
  kind: number;
  on: number;
  dice: number;
}

export const draws = fc.array(fc.record({ kind: fc.nat(999), on: fc.nat(99), dice: fc.nat(29) }), {
  minLength: 30,
  maxLength: 90,
  size: 'max',
});

/** Does the act that is drawn, on the model and in the real thing, and compares both. @returns what was done, in words; undefined when nothing is left to do. */
export async function play(model: LedgerModel, bureau: Bureau, draw: Draw): Promise<string | undefined> {
  const possible = Object.entries(kinds).filter(([, { on }]) => on(model).length > 0);
  const drawn = possible.flatMap((one) => Array<typeof one>(weights[one[0]] ?? 1).fill(one));
  if (drawn.length === 0) return undefined;
  const [name, { on, run }] = drawn[draw.kind % drawn.length]!;
  const where = on(model);
  const one = where[draw.on % where.length];
  const words = `${name} ${spoken(one)} (${draw.dice})`;
  try {
    await run(model, bureau, one, draw.dice);
    await expectSame(model, bureau);
  } catch (error) {
    (error as Error).message = `${words}: ${(error as Error).message}`;
    throw error;
  }
  return words;
}

function spoken(one: unknown): string {
  if (typeof one === 'string') return one;
  const { claim, line, place, no, kind } = one as Partial<Claim & Transfer> & { line?: Line };
  return [claim?.place ?? place, claim?.no ?? no, kind, line?.ref].filter((part) => part !== undefined).join(' ');
}
