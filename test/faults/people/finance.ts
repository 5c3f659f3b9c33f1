import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch, List } from '../../../dev/demo/answers.ts';
import { type Chance, chance } from '../random.ts';
import { answersOf, type BankJournal, execute, written } from './bank.ts';
import { type Case, unless } from './case.ts';
import { companyOf } from './forms.ts';
import type { Office } from './office.ts';

const preparer = { role: 'finance-preparer', subject: 'finance-zhou' };
const approver = { role: 'finance-approver', subject: 'finance-lin' };

export interface Finance {
  office: Office;
  bank: BankJournal;
  cases: readonly Case[];
  seed: number;
  /** In the last month everything is approved, and nothing comes back. */
  last: boolean;
}

/** Of a hundred. */
const shares = { batchRefused: 25, paymentRefused: 30, paymentReturned: 15 };

/** Batches that wait for somebody to submit them. */
export async function waitingBatches({ office }: Pick<Finance, 'office'>): Promise<Batch[]> {
  const { items } = await office.as(preparer).get<List<Batch>>('/v1/disbursements?limit=200');
  return items.filter(({ status }) => status === 'formed').sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A batch goes its way: refused, or to the bank and back; what comes back gets a new account. */
export async function settle(finance: Finance, batch: Batch): Promise<void> {
  const { office, bank, seed, last } = finance;
  const dice = chance(seed, batch.id);
  const path = `/v1/disbursements/${batch.id}`;
  const act = (who: typeof preparer, name: string, body: object = {}) =>
    office.as(who).post<Batch>(`${path}/${name}`, body, `batch ${batch.id}, ${name}`, 'batch');
  await act(preparer, 'submission', { reason: '与上月相比有增减。' });
  if (!last && dice.percent(shares.batchRefused))
    return void (await act(approver, 'approval', { decision: 'reject', reasonCode: 'not-this-month' }));
  const heldBack = await approvedWithout(finance, dice, batch, (body) => act(approver, 'approval', body));
  if (heldBack) await correctAccount(finance, batch, heldBack);
  else await act(approver, 'approval', { decision: 'approve' });
  const returnPercent = last ? 0 : shares.paymentReturned;
  // Everything else in it may have been withdrawn meanwhile: of such a batch the bank never hears.
  if ((await office.as(preparer).get<Batch>(path)).payments === 0) return;
  const file = await office.as(preparer).download(`${path}/bank-file`);
  const ids = execute(bank, file, dice, returnPercent);
  for (const round of answersOf(bank, ids, dice)) {
    const answers = round.map((results) => written(results, batch.id, file, dice));
    await Promise.all(
      answers.map((answer) =>
        office.as(preparer).hand(`${path}/bank-results`, answer, `batch ${batch.id}, bank-results`, 'batch'),
      ),
    );
  }
  await Promise.all(ids.filter((id) => bank.get(id)!.returned).map((id) => correctAccount(finance, batch, id)));
}

/** Approves the batch without one of its payments, for its account. Answers it; null when that is not to be, or it has just been withdrawn. */
async function approvedWithout(
  { office, last }: Finance,
  dice: Chance,
  batch: Batch,
  approval: (body: object) => Promise<Batch>,
): Promise<string | null> {
  if (last || !dice.percent(shares.paymentRefused)) return null;
  const { items } = await office
    .as(preparer)
    .get<List<{ paymentId: string; status: string }>>(`/v1/disbursements/${batch.id}/payments`);
  const formed = items.filter(({ status }) => status === 'formed').map(({ paymentId }) => paymentId);
  if (formed.length < 2) return null;
  const paymentId = dice.of(formed.sort());
  const refused = [{ paymentId, reasonCode: 'account' }];
  return (await unless(approval({ decision: 'approve', refused }), 'invalid-input')) ? paymentId : null;
}

/** As soon as the return is there, the enterprise names another account, and an officer confirms it; unless what was held back is withdrawn. */
async function correctAccount(finance: Finance, batch: Batch, paymentId: string): Promise<void> {
  const claimId = await claimOfReturn(finance.office, batch, paymentId);
  if (!claimId) return;
  const { office, cases } = finance;
  const path = `/v1/payment-returns/${paymentId}`;
  const one = cases.find(({ id }) => id === claimId)!;
  const clerk = office.as({ role: 'enterprise', uscc: companyOf(one.plan).uscc, subject: `clerk-${one.plan.no}` });
  const bankAccount = { ...one.forms.bankAccount, accountNumber: accountAfter(paymentId) };
  const correction = clerk.post(
    `${path}/account-correction`,
    { bankAccount },
    `return ${paymentId}, account-correction`,
    'batch',
  );
  if (!(await unless(correction, 'return-wrong-status'))) return;
  const confirmation = { decision: 'approve' };
  await unless(
    office.as(approver).post(`${path}/confirmation`, confirmation, `return ${paymentId}, confirmation`, 'batch'),
    'return-wrong-status',
  );
}

/** Another one each time: a claim's payment may come back twice. */
const accountAfter = (paymentId: string) => `63${String(Number(`0x${paymentId.slice(1, 13)}`)).padStart(17, '0')}`;

/**
 * The claim whose account is to be corrected. A return is on file when its row of the answer is booked, which may be a moment after the answer
 * was accepted. There is none when all of the payment was revoked meanwhile: its recovery has got the money.
 */
async function claimOfReturn(office: Office, batch: Batch, paymentId: string): Promise<string | null> {
  const person = office.as(approver);
  const { items: payments } = await person.get<List<{ paymentId: string; claimId: string }>>(
    `/v1/disbursements/${batch.id}/payments?limit=200`,
  );
  const { claimId } = payments.find((payment) => payment.paymentId === paymentId)!;
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const { items } = await person.get<List<{ id: string }>>('/v1/payment-returns?limit=200');
    if (items.some(({ id }) => id === paymentId)) return claimId;
    const { stage } = await person.get<{ stage: string }>(`/v1/claims/${claimId}`);
    if (stage === 'recovered') return null;
    if (Date.now() > until) throw new Error(`payment ${paymentId} came back, and there is no return of it`);
  }
}

const PATIENCE_MS = 120_000;
