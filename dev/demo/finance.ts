import { formatYuan } from '../../domain/money/yuan.ts';
import { bankAnswers } from '../bank/answers.ts';
import type { Batch, List, Payment } from './answers.ts';
import { same, sameFen } from './expect.ts';
import { batchTotal, type Scenario, type StoryClaim } from './scenario.ts';
import type { World } from './world.ts';

export const preparer = { role: 'finance-preparer', subject: 'finance-zhou' };
export const approver = { role: 'finance-approver', subject: 'finance-lin' };

/** The first working day after the batch of each month was formed, on the 1st at 02:00. */
const days: Record<string, string> = {
  '2020-03': '2020-04-01T10:00:00+08:00',
  '2020-05': '2020-06-01T10:00:00+08:00',
  '2020-06': '2020-07-01T10:00:00+08:00',
  '2020-07': '2020-08-03T10:00:00+08:00',
};

/** The finance desks' own story: every month's batches go to the bank and come back paid. */
export function finance(claims: readonly StoryClaim[]): Scenario {
  const unknown = claims.flatMap(({ expected }) => Object.keys(expected.paidFen)).find((month) => !days[month]);
  if (unknown) throw new Error(`nobody pays the batch of ${unknown}`);
  return {
    name: 'Finance',
    claims: [],
    acts: Object.entries(days).map(([month, at]) => ({
      at,
      title: `the batches of ${month} are paid`,
      run: (world) => payMonth(world, claims, month),
    })),
  };
}

async function payMonth(world: World, claims: readonly StoryClaim[], month: string): Promise<void> {
  const { items } = await world.as(preparer).get<List<Batch>>('/v1/disbursements?limit=200');
  const batches = items
    .filter(({ period, payments }) => period === month && payments > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const places = [...new Set(claims.map(({ jurisdiction }) => jurisdiction))].sort();
  same(
    `the batches of ${month}`,
    batches.map(({ id }) => id),
    places
      .filter((place) => batchTotal(claims, place, month) > 0)
      .map((place) => `${place}.skill-action-special-account.${month}`),
  );
  for (const batch of batches) {
    sameFen(`batch ${batch.id}`, batch.totalFen, batchTotal(claims, batch.jurisdiction, month));
    const back = claims.filter(({ expected }) => expected.returnedFen?.[month]).map(({ id }) => id);
    await pay(world, batch, back);
  }
  world.note(`submitted by ${preparer.subject}, who may not approve, and approved by ${approver.subject}`);
}

/** Submitted by one person, approved by another, taken to the bank, and answered by it: what it cannot credit comes back. */
async function pay(world: World, { id, totalFen }: Batch, back: readonly string[]): Promise<void> {
  const path = `/v1/disbursements/${id}`;
  await world.as(preparer).post(`${path}/submission`, { reason: '按本月公示期满的申报汇总。' });
  const samePerson = world.as({ ...approver, subject: preparer.subject });
  await world.refusal(samePerson.post(`${path}/approval`, { decision: 'approve' }), 'second-person-required');
  await world.as(approver).post(`${path}/approval`, { decision: 'approve' });
  const { items } = await world.as(preparer).get<List<Payment>>(`${path}/payments?limit=200`);
  const claimOf = new Map(items.map((payment) => [payment.paymentId, payment.claimId]));
  const order = await world.as(preparer).download(`${path}/bank-file`);
  const { content, contentType } = bankAnswers('pain.002', id, Buffer.from(order), (paymentId) =>
    back.includes(claimOf.get(paymentId) ?? '') ? { status: 'returned', reasonCode: 'AC01' } : { status: 'paid' },
  );
  const settled = await world.as(preparer).upload<Batch>(`${path}/bank-results`, contentType, content.toString('utf8'));
  same(`the status of ${id}`, settled.status, 'settled');
  sameFen(`what the bank says of ${id}`, settled.paidFen + settled.returnedFen, totalFen);
  const returned = settled.returned > 0 ? `, ${formatYuan(settled.returnedFen)} of it sent back` : '';
  world.note(
    `${id}: ${items.length} ${items.length === 1 ? 'payment' : 'payments'}, ${formatYuan(totalFen)}${returned}`,
  );
}
