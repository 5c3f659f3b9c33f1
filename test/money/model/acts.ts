import fc from 'fast-check';
import type { BankResult } from '../../../domain/money/disbursement.ts';
import { type AnswerRow, answer, approve, confirm, correct, form, refuse, submit, tell } from './batches.ts';
import { file, goOn, lapse, reject, requestAdvance, rule, withdraw } from './claims.ts';
import { batchId, type Office } from './office.ts';
import { confirmRepayment, report, ruleOnFraud } from './recoveries.ts';
import type { Batch, Claim, Model, Payment, Trainee } from './state.ts';

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
  answers: { batch: Batch; rows: AnswerRow[] }[];
  /** Gives a new number. */
  next(): number;
  /** The day of the next class: each has one of its own. */
  classDay(): string;
}

interface Kind<P> {
  /** How often it is done, beside others. */
  often: number;
  /** Small numbers that name what exists when its turn comes. */
  parameters: { [Name in keyof P]: fc.Arbitrary<P[Name]> };
  /** What it means now; nothing where there is nothing to do it to. */
  commands(parameters: P, town: Town): Iterable<Command>;
}

const kind = <P>(of: Kind<P>) => of;
const pick = <T>(list: readonly T[], n: number): T[] => (list.length > 0 ? [list[n % list.length]!] : []);
/** 0 is the newest. */
const recent = <T>(list: readonly T[], n: number): T[] => (list.length > 0 ? [list.at(-1 - (n % list.length))!] : []);
const mostlyFirst = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) });
const rarely = fc.nat(7).map((n) => n === 7);
const which = fc.nat(3);

function* step({ m, office, rosters, classDay }: Town, n: number): Iterable<Command> {
  const id = `c${n + 1}`;
  const claim = m.claims.find((one) => one.id === id);
  const people = rosters[n]!;
  if (!claim) {
    const day = classDay();
    const roster = people.map(({ person, hours }) => `person ${person} (${hours} h)`).join(', ');
    yield {
      words: `${id} is filed: ${roster}, class on ${day}`,
      model: () => file(m, id, people, day.slice(0, 4)),
      office: () => office.file(id, people, day, m.figures.plannedHours),
    };
  } else if (
    ['filing-review', 'training', 'application-open', 'application-review', 'public-notice'].includes(claim.stage)
  ) {
    yield {
      words: `${id} goes on from ${claim.stage}`,
      model: () => goOn(m, claim),
      office: () => office.goOn(id, people),
    };
  }
}

const onClaim = (
  often: number,
  words: string,
  act: (m: Model, c: Claim) => void,
  real: (o: Office, id: string) => Promise<unknown>,
) =>
  kind<{ claim: number }>({
    often,
    parameters: { claim: which },
    *commands({ claim }, { m, office }) {
      for (const c of pick(m.claims, claim))
        yield { words: `${c.id} ${words}`, model: () => act(m, c), office: () => real(office, c.id) };
    },
  });

function* bank(town: Town, batch: Batch, rows: AnswerRow[], told: boolean): Iterable<Command> {
  const { m, office, next } = town;
  if (rows.length === 0) return;
  const said = rows.map(
    ({ payment, status, amount }) => `${payment?.key ?? 'a payment of its own'} ${status} ${amount}`,
  );
  yield {
    words: `the bank answers for ${batch.id}: ${said.join('; ')}${told ? '' : ' (claims hear of it later)'}`,
    model() {
      answer(m, batch, rows);
      town.answers.push({ batch, rows });
      if (told) tell(m, batch);
    },
    async office() {
      const results: BankResult[] = [];
      for (const { payment, status, amount } of rows)
        results.push({
          paymentId: payment ? await office.paymentId(payment.key) : 'PNOBODY',
          status,
          amountFen: amount,
        });
      await office.answer(batch.id, `import-${next()}`, results, told);
    },
  };
}

const says = {
  paid: ['paid'],
  returned: ['returned'],
  pending: ['pending'],
  both: ['paid', 'returned'],
  nothing: [],
} as const;
type Said = keyof typeof says;
const wrongs = ['none', 'amount', 'unknown', 'twice', 'foreign'] as const;

function answered(town: Town, batch: Batch, said: Said[], wrong: (typeof wrongs)[number]): AnswerRow[] {
  const payments = batch.payments.filter(({ status }) => status !== 'refused' && status !== 'dropped');
  const rows = payments.flatMap((payment, i) =>
    says[said[i % said.length]!].map((status) => ({ payment, status, amount: payment.amount }) as AnswerRow),
  );
  const [first] = rows;
  if (!first || wrong === 'none') return rows;
  const foreign = town.m.batches.find((one) => one !== batch)?.payments[0];
  const added: Record<string, AnswerRow[]> = {
    amount: [{ ...first, amount: first.amount + 1 }, ...rows.slice(1)],
    unknown: [...rows, { payment: null, status: 'paid', amount: 1 }],
    twice: [...rows, first],
    foreign: foreign ? [...rows, { payment: foreign, status: 'returned', amount: foreign.amount }] : rows,
  };
  return added[wrong]!;
}

const formed = (town: Town) => {
  const month = town.office.month();
  return {
    words: `the batch of ${month} is formed`,
    model: () => form(town.m, batchId(month)),
    office: () => town.office.form(month),
  };
};

const decided = (
  { m: _, office }: Town,
  batch: Batch,
  decision: 'approve' | 'reject',
  out: Payment[],
  by: string,
): Command => {
  const without = out.length > 0 ? ` without ${out.map(({ key }) => key).join(', ')}` : '';
  return {
    words: `${batch.id} is ${decision === 'approve' ? 'approved' : 'refused'} by the ${by}${without}`,
    model: () => (decision === 'approve' ? approve(batch, out, by === 'preparer') : refuse(batch, by === 'preparer')),
    office: async () =>
      office.decide(batch.id, decision, by, await Promise.all(out.map(({ key }) => office.paymentId(key)))),
  };
};

export const submitted = ({ office }: Town, batch: Batch): Command => ({
  words: `${batch.id} is submitted`,
  model: () => submit(batch),
  office: () => office.submit(batch.id),
});

const askForAdvance = onClaim(5, 'asks for its advance', requestAdvance, (o, id) => o.requestAdvance(id));

export const kinds = {
  goOn: kind<{ claim: number; steps: number }>({
    often: 30,
    parameters: { claim: which, steps: fc.integer({ min: 1, max: 6 }) },
    *commands({ claim, steps }, town) {
      for (let i = 0; i < steps; i++) yield* step(town, claim % town.rosters.length);
    },
  }),
  askForAdvance,
  /** A claim from its beginning to training with its advance asked for. */
  fileWithAdvance: kind<{ claim: number }>({
    often: 5,
    parameters: { claim: which },
    *commands({ claim }, town) {
      const n = claim % town.rosters.length;
      yield* step(town, n);
      const c = town.m.claims.find(({ id }) => id === `c${n + 1}`)!;
      if (c.stage === 'filing-review') yield* step(town, n);
      if (c.stage === 'training') yield* askForAdvance.commands({ claim: town.m.claims.indexOf(c) }, town);
    },
  }),
  reject: onClaim(1, 'is rejected', reject, (o, id) => o.reject(id)),
  lapse: kind<{ claim: number }>({
    often: 1,
    parameters: { claim: which },
    *commands({ claim }, { m, office }) {
      for (const c of pick(m.claims, claim).filter(({ stage }) => stage === 'application-open'))
        yield { words: `${c.id} misses its deadline`, model: () => lapse(m, c), office: () => office.lapse(c.id) };
    },
  }),
  withdraw: onClaim(2, 'is withdrawn', withdraw, (o, id) => o.withdraw(id)),
  object: kind<{ claim: number; line: number }>({
    often: 6,
    parameters: { claim: which, line: which },
    *commands({ claim, line }, { m, office, next }) {
      const published = m.claims.filter(({ stage }) => stage === 'public-notice');
      for (const c of pick(published, claim)) {
        const ref = [null, ...c.lines.map((one) => one.ref)][line % (c.lines.length + 1)]!;
        const id = `o${next()}`;
        yield {
          words: `somebody objects (${id}) to ${ref === null ? `the whole of ${c.id}` : `${c.id}/${ref}`}`,
          model: () => void m.objections.push({ id, claim: c, ref, status: 'open' }),
          office: () => office.object(id, c.id, ref),
        };
      }
    },
  }),
  rule: kind<{ objection: number; upheld: boolean }>({
    often: 6,
    parameters: { objection: mostlyFirst, upheld: fc.boolean() },
    *commands({ objection, upheld }, { m, office }) {
      for (const one of recent(m.objections, objection))
        yield {
          words: `objection ${one.id} is ${upheld ? 'upheld' : 'dismissed'}`,
          model: () => rule(m, one, upheld),
          office: () => office.rule(one.claim.id, one.id, upheld),
        };
    },
  }),
  form: kind<object>({
    often: 8,
    parameters: {},
    *commands(_, town) {
      yield formed(town);
    },
  }),
  submit: kind<{ batch: number }>({
    often: 5,
    parameters: { batch: mostlyFirst },
    *commands({ batch }, town) {
      for (const one of recent(town.m.batches, batch)) yield submitted(town, one);
    },
  }),
  decide: kind<{ batch: number; approve: boolean; refused: number; own: boolean }>({
    often: 8,
    parameters: {
      batch: mostlyFirst,
      approve: fc.nat(3).map((n) => n < 3),
      refused: fc.oneof(fc.constant(0), fc.nat(7)),
      own: rarely,
    },
    *commands({ batch, approve, refused, own }, town) {
      for (const one of recent(town.m.batches, batch)) {
        const out = one.payments.filter((_, i) => approve && refused & (1 << i));
        yield decided(town, one, approve ? 'approve' : 'reject', out, own ? 'preparer' : 'approver');
      }
    },
  }),
  /** From its forming to its approval. */
  approvedBatch: kind<object>({
    often: 6,
    parameters: {},
    *commands(_, town) {
      const before = town.m.batches.length;
      yield formed(town);
      const batch = town.m.batches[before];
      if (batch) yield* [submitted(town, batch), decided(town, batch, 'approve', [], 'approver')];
    },
  }),
  bank: kind<{ batch: number; said: Said[]; wrong: (typeof wrongs)[number]; reversed: boolean; told: boolean }>({
    often: 16,
    parameters: {
      batch: mostlyFirst,
      said: fc.array(
        fc.constantFrom<Said[]>('paid', 'paid', 'paid', 'returned', 'returned', 'pending', 'both', 'nothing'),
        { minLength: 1, maxLength: 4 },
      ),
      wrong: fc.constantFrom<(typeof wrongs)[number][]>('none', 'none', 'none', 'none', 'none', ...wrongs),
      reversed: fc.boolean(),
      told: fc.nat(3).map((n) => n < 3),
    },
    *commands({ batch, said, wrong, reversed, told }, town) {
      for (const one of recent(town.m.batches, batch)) {
        const rows = answered(town, one, said, wrong);
        yield* bank(town, one, reversed ? rows.reverse() : rows, told);
      }
    },
  }),
  /** An answer is handed in once more. */
  bankAgain: kind<{ answer: number; reversed: boolean }>({
    often: 3,
    parameters: { answer: mostlyFirst, reversed: fc.boolean() },
    *commands({ answer, reversed }, town) {
      for (const { batch, rows } of recent(town.answers, answer))
        yield* bank(town, batch, reversed ? [...rows].reverse() : rows, true);
    },
  }),
  tell: kind<{ batch: number }>({
    often: 3,
    parameters: { batch: mostlyFirst },
    *commands({ batch }, { m, office }) {
      for (const one of recent(m.batches, batch))
        yield {
          words: `claims hear of ${one.id}`,
          model: () => tell(m, one),
          office: () => office.tell(one.id),
        };
    },
  }),
  correct: kind<{ one: number }>({
    often: 5,
    parameters: { one: mostlyFirst },
    *commands({ one }, { m, office }) {
      for (const back of recent(m.returns, one))
        yield {
          words: `the account for ${back.payment.key} is corrected`,
          model: () => correct(back),
          office: async () => office.correct(await office.paymentId(back.payment.key)),
        };
    },
  }),
  confirm: kind<{ one: number; approve: boolean; own: boolean }>({
    often: 6,
    parameters: { one: mostlyFirst, approve: fc.nat(3).map((n) => n < 3), own: rarely },
    *commands({ one, approve, own }, { m, office }) {
      const decision = approve ? 'approve' : 'reject';
      for (const back of recent(m.returns, one))
        yield {
          words: `the account for ${back.payment.key} is ${approve ? 'confirmed' : 'refused'}${own ? ' by who corrected it' : ''}`,
          model: () => confirm(back, decision, own),
          office: async () =>
            office.confirm(await office.paymentId(back.payment.key), decision, own ? 'enterprise-1' : 'approver'),
        };
    },
  }),
  fraud: kind<{ claim: number; persons: number; upheld: boolean; own: boolean }>({
    often: 7,
    parameters: { claim: which, persons: fc.nat(7), upheld: fc.nat(3).map((n) => n < 3), own: rarely },
    *commands({ claim, persons, upheld, own }, { m, office, next }) {
      for (const c of pick(m.claims, claim)) {
        const named = c.people.map((_, i) => String(i + 1)).filter((_, i) => persons & (1 << i));
        const refs = named.length > 0 ? named : null;
        const id = `F${next()}`;
        yield {
          words: `fraud of ${refs ? refs.map((ref) => `${c.id}/${ref}`).join(', ') : `all of ${c.id}`} (${id}) is ${upheld ? 'upheld' : 'dismissed'}${own ? ' by who found it' : ''}`,
          model: () => ruleOnFraud(m, { id, claim: c, refs }, { upheld, byReporter: own }),
          office: () => office.ruleOnFraud({ id, claimId: c.id, refs }, upheld, own ? 'inspector' : 'supervisor'),
        };
      }
    },
  }),
  report: kind<{ recovery: number; part: 'half' | 'rest' | 'more' }>({
    often: 5,
    parameters: { recovery: mostlyFirst, part: fc.constantFrom('half', 'half', 'rest', 'rest', 'more') },
    *commands({ recovery, part }, { m, office, next }) {
      for (const one of recent(m.recoveries, recovery)) {
        const rest = one.amount - one.repaid;
        const amount = Math.max(1, { half: Math.ceil(rest / 2), rest, more: rest + 1 }[part]);
        const id = `r${next()}`;
        yield {
          words: `${amount} are reported (${id}) as repaid of ${one.id}`,
          model: () => report(m, id, one, amount),
          office: () => office.report(id, one.id, amount),
        };
      }
    },
  }),
  confirmRepayment: kind<{ repayment: number; approve: boolean; own: boolean }>({
    often: 6,
    parameters: { repayment: mostlyFirst, approve: fc.nat(3).map((n) => n < 3), own: rarely },
    *commands({ repayment, approve, own }, { m, office }) {
      const decision = approve ? 'approve' : 'reject';
      for (const one of recent(m.repayments, repayment))
        yield {
          words: `repayment ${one.id} is ${approve ? 'confirmed' : 'refused'}${own ? ' by who reported it' : ''}`,
          model: () => confirmRepayment(m, one, decision, own),
          office: () => office.confirmRepayment(one.id, one.recovery.id, decision, own ? 'preparer' : 'approver'),
        };
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
  return (kinds[act] as Kind<Record<string, unknown>>).commands(parameters, town);
}

const acts = Object.entries(kinds).map(([act, { often, parameters }]) => ({
  weight: often,
  arbitrary: fc.record({ act: fc.constant(act), twice: rarely, ...parameters }) as fc.Arbitrary<Act>,
}));

const roster = fc.uniqueArray(
  fc.record({ person: fc.nat(3), hours: fc.constantFrom(24, 24, 24, 20, 12, 9, 8, 7, 0) }),
  { minLength: 1, maxLength: 3, selector: ({ person }) => person },
);

/** Two to four claims with shared people, and what happens to them. */
export const stories = fc.record({
  rosters: fc.array(roster, { minLength: 2, maxLength: 4, size: 'max' }),
  acts: fc.array(fc.oneof(...acts), { minLength: 1, maxLength: 60, size: 'max' }),
});
