import { type AnswerFormat, answerFormats, bankAnswers } from '../../dev/bank/answers.ts';
import type { List } from '../../dev/demo/answers.ts';
import { preparer } from '../../dev/demo/finance.ts';
import { Refused } from '../../dev/demo/world.ts';
import type { Chance } from '../faults/random.ts';
import type { Thing } from './ids.ts';
import { giveBack } from './street/lives.ts';
import { applicationOf, completionOf, filingOf, planOf, type Resident, recordsOf } from './street/residents.ts';
import type { Town } from './town.ts';

/** What a body is for: the thing that the path names, as it was last told of. */
export interface Occasion {
  town: Town;
  chance: Chance;
  id: string;
  thing: Thing;
  /** Of the claimant who calls. */
  uscc?: string;
}

type Fitting = (occasion: Occasion) => unknown;

/** What the claimant of the street hands in; undefined: the claim is none of the street's. */
const ofResident =
  (make: (world: Town['world'], one: Resident, occasion: Occasion) => unknown): Fitting =>
  (occasion) => {
    const one = occasion.town.residents.get(occasion.id);
    return one && make(occasion.town.world, one, occasion);
  };

const review: Fitting = async ({ town, chance, id, thing: { findings = [], jurisdiction } }) => {
  const cleared = (findings as Thing[]).filter(({ status }) => status === 'open').map(({ id }) => id);
  if (chance.weighted({ approve: 6, return: 2, reject: 1 }) === 'approve')
    return { decision: 'approve', ...(cleared.length > 0 && { clearedFindings: cleared }) };
  const decision = chance.of(['return', 'return', 'reject']);
  if (decision === 'return' || !jurisdiction) return { ...giveBack, decision };
  const reviewer = { role: 'reviewer', jurisdiction: String(jurisdiction), subject: `reviewer-${jurisdiction}` };
  const { items } = await town.world.as(reviewer).get<List<{ clause: string }>>(`/v1/claims/${id}/clauses`);
  return { ...giveBack, decision, clause: items[0]?.clause };
};

const decision: Fitting = ({ chance }) =>
  chance.percent(75) ? { decision: 'approve' } : { decision: 'reject', reason: '与银行流水不符。' };

const transfer = (chance: Chance) => `FUZZ${chance.between(0, 2 ** 40)}`;

/** Sums and days of one recovery. */
const restOf = ({ restFen, amountFen }: Thing) => Number(restFen ?? amountFen ?? 1);

/**
 * Bodies that fit the thing which a call is about, where the example of the document cannot: it names payments, people and sums that
 * are not there. A call that is missing here, and a thing of which this knows nothing, takes the example.
 */
export const fitting: Record<string, Fitting> = {
  'POST /v1/claims/{id}/resubmission': ofResident(async (world, one, { thing }) =>
    thing.returnedFrom === 'application-review'
      ? { application: await applicationOf(world, one) }
      : { filing: await planOf(world, one) },
  ),
  'POST /v1/claims/{id}/filing-review': review,
  'POST /v1/claims/{id}/training-start': ofResident((_, { opens }) => ({ classOpenedOn: opens })),
  'POST /v1/claims/{id}/learning-records': ofResident((_, one) => recordsOf(one)),
  'POST /v1/claims/{id}/training-completion': ofResident((_, one) => completionOf(one)),
  'POST /v1/claims/{id}/verification': ({ chance }) => ({
    failed: chance.percent(50) ? [] : [{ ref: '2', reasonCode: 'no-evidence' }],
  }),
  'POST /v1/claims/{id}/application': ofResident(applicationOf),
  'POST /v1/claims/{id}/application-review': review,
  'POST /v1/claims/{id}/fraud-findings': ({ chance }) => ({
    refs: chance.of([null, ['1'], ['2']]),
    ...{ reasonCode: 'never-trained', reason: '抽查发现该人员在培训期间不在岗。' },
  }),
  'POST /v1/public-notices/{id}/objections': ({ chance }) => ({
    ref: chance.of([null, '1', '2']),
    ...{ text: '该人员公示期间并未参加培训。', contact: 'objector@example.com' },
  }),
  'POST /v1/disbursements/{id}/approval': async (occasion) => {
    const { chance } = occasion;
    if (chance.percent(15)) return { decision: 'reject', reasonCode: 'not-this-month' };
    const payments = await paymentsOf(occasion);
    if (payments.length < 2 || chance.percent(60)) return { decision: 'approve' };
    const reasonCode = chance.of(['account', 'account-doubtful', 'later']);
    return { decision: 'approve', refused: [{ paymentId: chance.of(payments).paymentId, reasonCode }] };
  },
  'POST /v1/disbursements/{id}/bank-results': bankResults,
  'POST /v1/disbursements/{id}/bank-results/previews': bankResults,
  'POST /v1/payment-returns/{id}/account-correction': ({ chance }) => ({
    bankAccount: {
      ...{ bankName: '示例银行无锡分行', accountName: '无锡示例有限公司' },
      accountNumber: `62${String(chance.between(0, 2 ** 40)).padStart(17, '0')}`,
    },
  }),
  'POST /v1/payment-returns/{id}/confirmation': decision,
  'POST /v1/recoveries/{id}/instalments': ({ thing }) => {
    const half = Math.floor(restOf(thing) / 2);
    return {
      instalments: [
        { dueOn: '2020-10-30', amountFen: half },
        { dueOn: '2020-11-30', amountFen: restOf(thing) - half },
      ],
    };
  },
  // Sometimes more than is owed: what is above it has to be sent back.
  'POST /v1/recoveries/{id}/repayments': async ({ town, chance, thing }) => ({
    amountFen: Math.max(1, Math.floor((restOf(thing) * chance.of([50, 100, 130])) / 100)),
    ...{ receivedOn: await today(town), bankReference: transfer(chance) },
  }),
  'POST /v1/recoveries/{id}/repayments/{repaymentId}/confirmation': decision,
  'POST /v1/recoveries/{id}/refunds': async ({ town, chance }) => ({
    ...{ paidOn: await today(town), bankReference: transfer(chance) },
  }),
  'POST /v1/recoveries/{id}/refunds/{refundId}/confirmation': decision,
  'POST /v1/people/export': (occasion) => ({ idNumber: someone(occasion) }),
  'POST /v1/people/correction': (occasion) => ({
    ...{ idNumber: someone(occasion), name: '欧阳晓明', reason: '姓名登记错误，已核对身份证。' },
  }),
  'POST /v1/ledger/closings': ({ chance }) => ({
    ...{ jurisdiction: chance.of(['wuxi', 'chongqing']), fund: 'skill-action-special-account' },
    period: chance.of(['2020-02', '2020-03', '2020-04']),
  }),
};

async function bankResults(occasion: Occasion) {
  const payments = await paymentsOf(occasion);
  const sent = payments.filter(({ status }) => status !== 'refused' && status !== 'dropped');
  return {
    results: sent.map(({ paymentId, amountFen }) => ({ paymentId, amountFen, ...bankDecision(occasion.chance) })),
  };
}

/** Anybody on a roster of the street. */
function someone({ town, chance }: Occasion): string {
  return chance.of(chance.of([...town.residents.values()]).members).idNumber;
}

/** A new claim, and whose it is. */
export async function filingFor({ town, chance, uscc }: Pick<Occasion, 'town' | 'chance' | 'uscc'>) {
  const one = town.newcomer(uscc, chance.between(0, 100_000));
  return { one, body: await filingOf(town.world, one) };
}

/** The bank's answer to a batch, as a file of this type. Undefined: the batch is not at the bank. */
export async function bankFileFor({ town, chance, id }: Occasion, type: string): Promise<string | undefined> {
  const format: AnswerFormat = type === 'text/csv' ? 'csv' : chance.of(answerFormats.filter((one) => one !== 'csv'));
  const order = await given(town.world.as(preparer).download(`/v1/disbursements/${encodeURIComponent(id)}/bank-file`));
  return order && bankAnswers(format, id, Buffer.from(order), () => bankDecision(chance)).content.toString();
}

interface Payment {
  paymentId: string;
  amountFen: number;
  status: string;
}

async function paymentsOf({ town, id }: Occasion): Promise<Payment[]> {
  const path = `/v1/disbursements/${encodeURIComponent(id)}/payments?limit=200`;
  return (await given(town.world.as(preparer).get<List<Payment>>(path)))?.items ?? [];
}

function bankDecision(chance: Chance) {
  const status = chance.weighted({ paid: 6, returned: 2, pending: 1 });
  return { status, ...(status === 'returned' && { reasonCode: 'AC01' }) };
}

const today = async ({ world }: Town) => (await world.anybody.get<{ now: string }>('/v1/clock')).now.slice(0, 10);

/** Undefined: it was refused. */
async function given<T>(call: Promise<T>): Promise<T | undefined> {
  return call.catch((error: unknown) => {
    if (error instanceof Refused) return undefined;
    throw error;
  });
}
