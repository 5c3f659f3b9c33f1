import fc from 'fast-check';
import type { AnswerRow } from './batches.ts';
import type { Command, Town } from './commands.ts';
import * as to from './commands.ts';
import { type Batch, type Claim, isClosed, isPayable } from './state.ts';

interface Kind<P> {
  /** How often it is done, beside others. */
  often: number;
  /** Small numbers that name what exists when its turn comes. */
  parameters: { [Name in keyof P]: fc.Arbitrary<P[Name]> };
  /** What it means now; nothing where there is nothing to do it to. */
  commands(town: Town, parameters: P): Iterable<Command>;
}

const kind = <P>(of: Kind<P>) => of;

/** Names one of a list; see `pick`. */
const one = fc.nat(31);
/** One of a list, or none when it is empty: mostly one for which it is time, the newest first, sometimes any. */
function pick<T>(list: readonly T[], n: number, isTime: (one: T) => boolean = () => true): T[] {
  const timely = list.filter(isTime);
  const from = n % 4 > 0 && timely.length > 0 ? timely : list;
  return from.length > 0 ? [from.at(-1 - (Math.floor(n / 4) % from.length))!] : [];
}
const mostly = fc.nat(5).map((n) => n < 5);
const rarely = fc.nat(9).map((n) => n === 9);

const onClaim = (often: number, isTime: (c: Claim) => boolean, command: (town: Town, c: Claim) => Command) =>
  kind<{ claim: number }>({
    often,
    parameters: { claim: one },
    *commands(town, { claim }) {
      for (const c of pick(town.m.claims, claim, isTime)) yield command(town, c);
    },
  });

type Said = 'paid' | 'returned' | 'pending' | 'both' | 'nothing';
const says: Record<Said, AnswerRow['status'][]> = {
  ...{ paid: ['paid'], returned: ['returned'], pending: ['pending'] },
  ...{ both: ['paid', 'returned'], nothing: [] },
};
const wrongs = ['right', 'amount', 'unknown', 'twice', 'foreign'] as const;

/** What the bank says of a batch, its payments by turns, and what is wrong with it. */
function rowsFor({ m }: Town, batch: Batch, said: Said[], wrong: (typeof wrongs)[number]): AnswerRow[] {
  const payments = batch.payments.filter(({ status }) => status !== 'refused' && status !== 'dropped');
  const rows = payments.flatMap((payment, i) =>
    says[said[i % said.length]!].map((status): AnswerRow => ({ payment, status, amount: payment.amount })),
  );
  const [first, ...more] = rows;
  if (!first) return [];
  const foreign = m.batches.find((other) => other !== batch)?.payments[0];
  if (wrong === 'amount') return [{ ...first, amount: first.amount + 1 }, ...more];
  if (wrong === 'unknown') return [...rows, { payment: null, status: 'paid', amount: 1 }];
  if (wrong === 'twice') return [...rows, first];
  if (wrong === 'foreign' && foreign)
    return [...rows, { payment: foreign, status: 'returned', amount: foreign.amount }];
  return rows;
}

export const kinds = {
  goOn: kind<{ claim: number; steps: number }>({
    often: 20,
    parameters: { claim: fc.nat(3), steps: fc.integer({ min: 1, max: 6 }) },
    *commands(town, { claim, steps }) {
      for (let i = 0; i < steps; i++) yield* to.goOn(town, claim % town.rosters.length);
    },
  }),
  /** Filed, in training, and the advance asked for. */
  askAtOnce: kind<{ claim: number }>({
    often: 6,
    parameters: { claim: fc.nat(3) },
    *commands(town, { claim }) {
      const n = claim % town.rosters.length;
      const now = () => town.m.claims.find(({ id }) => id === `c${n + 1}`);
      if (!now()) yield* to.goOn(town, n);
      if (now()!.stage === 'filing-review') yield* to.goOn(town, n);
      if (now()!.stage === 'training') yield to.askForAdvance(town, now()!);
    },
  }),
  askForAdvance: onClaim(2, ({ stage, advance }) => stage === 'training' && !advance, to.askForAdvance),
  reject: onClaim(1, ({ stage }) => stage === 'application-review', to.reject),
  lapse: kind<{ claim: number }>({
    often: 1,
    parameters: { claim: one },
    *commands(town, { claim }) {
      for (const c of pick(
        town.m.claims.filter(({ stage }) => stage === 'application-open'),
        claim,
      ))
        yield to.lapse(town, c);
    },
  }),
  withdraw: onClaim(3, (c) => !isClosed(c), to.withdraw),
  object: kind<{ claim: number; line: number }>({
    often: 6,
    parameters: { claim: one, line: fc.nat(3) },
    *commands(town, { claim, line }) {
      for (const c of pick(
        town.m.claims.filter(({ stage }) => stage === 'public-notice'),
        claim,
      )) {
        const refs = [null, ...c.lines.map(({ ref }) => ref)];
        yield to.object(town, c, refs[line % refs.length]!);
      }
    },
  }),
  rule: kind<{ objection: number; upheld: boolean }>({
    often: 5,
    parameters: { objection: one, upheld: fc.boolean() },
    *commands(town, { objection, upheld }) {
      for (const it of pick(town.m.objections, objection, ({ status }) => status === 'open'))
        yield to.rule(town, it, upheld);
    },
  }),
  form: kind<{ anyway: boolean }>({
    often: 4,
    parameters: { anyway: rarely },
    *commands(town, { anyway }) {
      if (anyway || isPayable(town.m)) yield to.form(town);
    },
  }),
  submit: kind<{ batch: number }>({
    often: 3,
    parameters: { batch: one },
    *commands(town, { batch }) {
      for (const it of pick(town.m.batches, batch, ({ status }) => status === 'formed')) yield to.submit(town, it);
    },
  }),
  approve: kind<{ batch: number; without: number; ofAccount: boolean; own: boolean }>({
    often: 4,
    parameters: { batch: one, without: fc.oneof(fc.constant(0), fc.nat(7)), ofAccount: fc.boolean(), own: rarely },
    *commands(town, { batch, without, ofAccount, own }) {
      for (const it of pick(town.m.batches, batch, ({ status }) => status === 'submitted')) {
        const out = it.payments.filter((_, i) => without & (1 << i));
        yield to.approve(town, it, out, ofAccount, own);
      }
    },
  }),
  refuse: kind<{ batch: number; own: boolean }>({
    often: 1,
    parameters: { batch: one, own: rarely },
    *commands(town, { batch, own }) {
      for (const it of pick(town.m.batches, batch, ({ status }) => status === 'submitted'))
        yield to.refuse(town, it, own);
    },
  }),
  /** From its forming to its approval, or until the bank has paid it all. */
  wholeBatch: kind<{ paid: boolean }>({
    often: 14,
    parameters: { paid: fc.boolean() },
    *commands(town, { paid }) {
      if (!isPayable(town.m)) return;
      yield to.form(town);
      const batch = town.m.batches.at(-1)!;
      yield to.submit(town, batch);
      yield to.approve(town, batch);
      if (paid) yield to.answer(town, { batch, rows: rowsFor(town, batch, ['paid'], 'right') });
    },
  }),
  bank: kind<{ batch: number; said: Said[]; wrong: (typeof wrongs)[number]; reversed: boolean; told: boolean }>({
    often: 18,
    parameters: {
      batch: one,
      said: fc.array(fc.constantFrom<Said[]>('paid', 'paid', 'returned', 'returned', 'pending', 'both', 'nothing'), {
        minLength: 1,
        maxLength: 4,
      }),
      wrong: fc.oneof({ weight: 4, arbitrary: fc.constant('right' as const) }, fc.constantFrom(...wrongs)),
      reversed: fc.boolean(),
      told: mostly,
    },
    *commands(town, { batch, said, wrong, reversed, told }) {
      const isTime = ({ status }: Batch) => status === 'approved' || status === 'settled';
      for (const it of pick(town.m.batches, batch, isTime)) {
        const rows = rowsFor(town, it, said, wrong);
        if (reversed) rows.reverse();
        if (rows.length > 0) yield to.answer(town, { batch: it, rows }, told);
      }
    },
  }),
  /** An answer is handed in once more. */
  bankAgain: kind<{ answer: number; reversed: boolean }>({
    often: 3,
    parameters: { answer: one, reversed: fc.boolean() },
    *commands(town, { answer, reversed }) {
      for (const { batch, rows } of pick(town.answers, answer))
        yield to.answer(town, { batch, rows: reversed ? [...rows].reverse() : rows });
    },
  }),
  tell: kind<{ batch: number }>({
    often: 2,
    parameters: { batch: one },
    *commands(town, { batch }) {
      for (const it of pick(town.m.batches, batch)) yield to.tell(town, it);
    },
  }),
  correct: kind<{ back: number }>({
    often: 6,
    parameters: { back: one },
    *commands(town, { back }) {
      for (const it of pick(town.m.returns, back, ({ status }) => status === 'correction')) yield to.correct(town, it);
    },
  }),
  confirm: kind<{ back: number; approve: boolean; own: boolean }>({
    often: 6,
    parameters: { back: one, approve: mostly, own: rarely },
    *commands(town, { back, approve, own }) {
      for (const it of pick(town.m.returns, back, ({ status }) => status === 'confirmation'))
        yield to.confirm(town, it, approve ? 'approve' : 'reject', own);
    },
  }),
  fraud: kind<{ claim: number; persons: number; upheld: boolean; own: boolean }>({
    often: 7,
    parameters: { claim: one, persons: fc.nat(7), upheld: mostly, own: rarely },
    *commands(town, { claim, persons, upheld, own }) {
      for (const c of pick(town.m.claims, claim, ({ lines }) => lines.some(({ amount }) => amount > 0))) {
        const refs = c.people.map((_, i) => String(i + 1)).filter((_, i) => persons & (1 << i));
        yield to.ruleOnFraud(town, c, refs.length > 0 ? refs : null, upheld, own);
      }
    },
  }),
  /** By the clock. */
  overdue: kind<{ recovery: number }>({
    often: 1,
    parameters: { recovery: one },
    *commands(town, { recovery }) {
      for (const it of pick(town.m.recoveries, recovery, ({ status }) => status === 'open')) yield to.overdue(town, it);
    },
  }),
  report: kind<{ recovery: number; part: 'half' | 'rest' | 'more' }>({
    often: 5,
    parameters: { recovery: one, part: fc.constantFrom('half', 'half', 'rest', 'rest', 'more') },
    *commands(town, { recovery, part }) {
      for (const it of pick(town.m.recoveries, recovery, ({ status }) => status === 'open')) {
        const rest = it.amount - it.repaid;
        yield to.report(town, it, Math.max(1, { half: Math.ceil(rest / 2), rest, more: rest + 1 }[part]));
      }
    },
  }),
  confirmRepayment: kind<{ repayment: number; approve: boolean; own: boolean }>({
    often: 6,
    parameters: { repayment: one, approve: mostly, own: rarely },
    *commands(town, { repayment, approve, own }) {
      for (const it of pick(town.m.repayments, repayment, ({ status }) => status === 'reported'))
        yield to.confirmRepayment(town, it, approve ? 'approve' : 'reject', own);
    },
  }),
};

/** As data: what it is, its small numbers, and whether its activities run twice. */
export interface Act {
  act: keyof typeof kinds;
  twice: boolean;
  [parameter: string]: unknown;
}

export function commandsOf({ act, twice: _, ...parameters }: Act, town: Town): Iterable<Command> {
  return (kinds[act] as Kind<Record<string, unknown>>).commands(town, parameters);
}

const acts = Object.entries<Pick<Kind<object>, 'often' | 'parameters'>>(kinds).map(([act, { often, parameters }]) => ({
  weight: often,
  arbitrary: fc.record({ act: fc.constant(act), twice: rarely, ...parameters }) as fc.Arbitrary<Act>,
}));

const roster = fc.uniqueArray(
  fc.record({ person: fc.nat(3), hours: fc.constantFrom(24, 24, 24, 20, 12, 9, 8, 7, 0) }),
  { minLength: 1, maxLength: 3, selector: ({ person }) => person },
);

/** Two to four claims with shared people, and what happens to them. */
export const stories = fc.record({
  rosters: fc.noBias(fc.array(roster, { minLength: 2, maxLength: 4, size: 'max' })),
  // Without bias: long stories are as likely as short ones.
  acts: fc.noBias(fc.array(fc.oneof(...acts), { minLength: 1, maxLength: 60, size: 'max' })),
});
