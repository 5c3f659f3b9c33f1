import type { BankResult } from '../../../domain/money/disbursement.ts';
import * as batches from './batches.ts';
import * as claims from './claims.ts';
import { batchId, type Office } from './office.ts';
import * as recoveries from './recoveries.ts';
import type { Batch, Claim, Model, Objection, Payment, Recovery, Repayment, Return, Trainee } from './state.ts';

/** One act, done to the model and to the real thing. */
export interface Command {
  words: string;
  model(): void;
  office(): Promise<unknown>;
}

/** What acts work on. */
export interface Town {
  m: Model;
  office: Office;
  /** Rosters of the claims that can be filed, the first as claim c1. */
  rosters: readonly (readonly Trainee[])[];
  /** Answers that the bank has given so far. */
  answers: Answer[];
  /** Gives a new number. */
  next(): number;
  /** The day of the next class: each has one of its own. */
  classDay(): string;
}

export interface Answer {
  batch: Batch;
  rows: batches.AnswerRow[];
}

/** Who acts: two different people where two are needed, or (to be refused) one twice. */
const second = (own: boolean, first: string, other: string) => (own ? first : other);
const byOwn = (own: boolean) => (own ? ' by the same person' : '');

/** Files a claim, or takes the ordinary next step of it. */
export function* goOn({ m, office, rosters, classDay }: Town, n: number): Iterable<Command> {
  const id = `c${n + 1}`;
  const people = rosters[n]!;
  const claim = m.claims.find((one) => one.id === id);
  if (!claim) {
    const day = classDay();
    const roster = people.map(({ person, hours }) => `person ${person} for ${hours} hours`).join(', ');
    yield {
      words: `${id} is filed: ${roster}; its class is on ${day}`,
      model: () => claims.file(m, id, people, day.slice(0, 4)),
      office: () => office.file(id, people, day, m.figures.plannedHours),
    };
  } else if (claims.hasNextStep(claim)) {
    yield {
      words: `${id} goes on from ${claim.stage}`,
      model: () => claims.goOn(m, claim),
      office: () => office.goOn(id, people),
    };
  }
}

export const askForAdvance = ({ m, office }: Town, c: Claim): Command => ({
  words: `${c.id} asks for its advance`,
  model: () => claims.requestAdvance(m, c),
  office: () => office.requestAdvance(c.id),
});

export const reject = ({ m, office }: Town, c: Claim): Command => ({
  words: `${c.id} is rejected`,
  model: () => claims.reject(m, c),
  office: () => office.reject(c.id),
});

export const lapse = ({ m, office }: Town, c: Claim): Command => ({
  words: `${c.id} misses its deadline`,
  model: () => claims.lapse(m, c),
  office: () => office.lapse(c.id),
});

export const withdraw = ({ m, office }: Town, c: Claim): Command => ({
  words: `${c.id} is withdrawn`,
  model: () => claims.withdraw(m, c),
  office: () => office.withdraw(c.id),
});

/** `ref` null: to the whole claim. */
export function object({ m, office, next }: Town, c: Claim, ref: string | null): Command {
  const id = `o${next()}`;
  return {
    words: `somebody objects (${id}) to ${ref === null ? `the whole of ${c.id}` : `${c.id}/${ref}`}`,
    model: () => void m.objections.push({ id, claim: c, ref, status: 'open' }),
    office: () => office.object(id, c.id, ref),
  };
}

export const rule = ({ m, office }: Town, one: Objection, upheld: boolean): Command => ({
  words: `objection ${one.id} is ${upheld ? 'upheld' : 'dismissed'}`,
  model: () => claims.rule(m, one, upheld),
  office: () => office.rule(one.claim.id, one.id, upheld),
});

export function form({ m, office }: Town): Command {
  const month = office.month();
  return {
    words: `the batch of ${month} is formed`,
    model: () => batches.form(m, batchId(month)),
    office: () => office.form(month),
  };
}

export const submit = ({ office }: Town, batch: Batch): Command => ({
  words: `${batch.id} is submitted`,
  model: () => batches.submit(batch),
  office: () => office.submit(batch.id),
});

/** `without`: payments that are taken out while the rest is approved. */
export const approve = (
  { m, office }: Town,
  batch: Batch,
  without: readonly Payment[] = [],
  ofAccount = false,
  own = false,
): Command => ({
  words: `${batch.id} is approved${byOwn(own)}${without.map(({ key }) => `, without ${key}${ofAccount ? ' for its account' : ''}`).join('')}`,
  model: () => batches.approve(m, batch, without, ofAccount, own),
  office: async () => {
    const ids = await Promise.all(without.map(({ key }) => office.paymentId(key)));
    const refused = ids.map((paymentId) => ({ paymentId, reasonCode: ofAccount ? 'account' : 'amount-doubtful' }));
    await office.decide(batch.id, 'approve', second(own, 'preparer', 'approver'), refused);
  },
});

export const refuse = ({ office }: Town, batch: Batch, own: boolean): Command => ({
  words: `${batch.id} is refused${byOwn(own)}`,
  model: () => batches.refuse(batch, own),
  office: () => office.decide(batch.id, 'reject', second(own, 'preparer', 'approver'), []),
});

/** `told`: claims and returns hear of it at once. */
export function answer(town: Town, { batch, rows }: Answer, told = true): Command {
  const { m, office, next, answers } = town;
  const said = rows.map(({ payment, status, amount }) => `${payment?.key ?? 'PNOBODY'} ${status} ${amount}`);
  return {
    words: `the bank answers for ${batch.id}: ${said.join('; ')}${told ? '' : ' (nobody is told yet)'}`,
    model() {
      batches.answer(m, batch, rows);
      answers.push({ batch, rows });
      if (told) batches.tell(m, batch);
    },
    async office() {
      const results = await Promise.all(
        rows.map(async ({ payment, status, amount }): Promise<BankResult> => {
          const paymentId = payment ? await office.paymentId(payment.key) : 'PNOBODY';
          return { paymentId, status, amountFen: amount };
        }),
      );
      await office.answer(batch.id, `import-${next()}`, results, told);
    },
  };
}

export const tell = ({ m, office }: Town, batch: Batch): Command => ({
  words: `who was paid or sent back by ${batch.id} is told`,
  model: () => batches.tell(m, batch),
  office: () => office.tell(batch.id),
});

export const correct = ({ office }: Town, one: Return): Command => ({
  words: `the account of ${one.payment.key} is corrected`,
  model: () => batches.correct(one),
  office: async () => office.correct(await office.paymentId(one.payment.key)),
});

export const confirm = (
  { office }: Town,
  one: Return,
  decision: 'approve' | 'reject' = 'approve',
  own = false,
): Command => ({
  words: `the account of ${one.payment.key} is ${decision === 'approve' ? 'confirmed' : 'not confirmed'}${byOwn(own)}`,
  model: () => batches.confirm(one, decision, own),
  office: async () =>
    office.confirm(await office.paymentId(one.payment.key), decision, second(own, 'enterprise-1', 'approver')),
});

/** `refs` null: the whole claim. */
export function ruleOnFraud(town: Town, c: Claim, refs: string[] | null, upheld: boolean, own = false): Command {
  const { m, office, next } = town;
  const id = `F${next()}`;
  return {
    words: `fraud (${id}) of ${refs ? refs.map((ref) => `${c.id}/${ref}`).join(', ') : `all of ${c.id}`} is ${upheld ? 'upheld' : 'dismissed'}${byOwn(own)}`,
    model: () => recoveries.ruleOnFraud(m, { id, claim: c, refs }, { upheld, byReporter: own }),
    office: () => office.ruleOnFraud({ id, claimId: c.id, refs }, upheld, second(own, 'inspector', 'supervisor')),
  };
}

/** Its day has passed: who repays later than agreed owes no more and no less. */
export const overdue = ({ office }: Town, recovery: Recovery): Command => ({
  words: `${recovery.id} is overdue`,
  model: () => undefined,
  office: () => office.overdue(recovery.id),
});

export function report({ m, office, next }: Town, recovery: Recovery, fen: number): Command {
  const id = `r${next()}`;
  return {
    words: `${fen} fen are reported (${id}) as repaid of ${recovery.id}`,
    model: () => recoveries.report(m, id, recovery, fen),
    office: () => office.report(id, recovery.id, fen),
  };
}

export function refund({ m, office, next }: Town, recovery: Recovery): Command {
  const id = `r${next()}`;
  return {
    words: `what is above ${recovery.id} is sent back (${id})`,
    model: () => recoveries.refund(m, id, recovery),
    office: () => office.refund(id, recovery.id),
  };
}

export const confirmRepayment = (
  { m, office }: Town,
  one: Repayment,
  decision: 'approve' | 'reject' = 'approve',
  own = false,
): Command => ({
  words: `repayment ${one.id} is ${decision === 'approve' ? 'confirmed' : 'not confirmed'}${byOwn(own)}`,
  model: () => recoveries.confirmRepayment(m, one, decision, own),
  office: () => office.confirmRepayment(one.id, one.recovery.id, decision, second(own, 'preparer', 'approver')),
});
