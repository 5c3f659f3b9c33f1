import { bankAnswers } from '../../../dev/bank/answers.ts';
import type { Batch, List, Payment } from '../../../dev/demo/answers.ts';
import { approver, preparer } from '../../../dev/demo/finance.ts';
import { reaches, type World } from '../../../dev/demo/world.ts';

/** What becomes of a claim whose payment is in a batch that the bank answers. */
export type Fate = 'paid' | 'returned' | 'fraud-reported' | 'fraud-upheld';

/** How far batches get, so that there are some of each status. Wuxi's come back from the bank. */
const upTo: Record<string, number> = { wuxi: 3, chongqing: 2, guangdong: 1 };

const inspector = { role: 'inspector', subject: 'inspector-qian' };
const supervisor = { role: 'supervisor', subject: 'supervisor-sun' };

export async function formedBatches(world: World): Promise<Batch[]> {
  const { items } = await world.as(preparer).get<List<Batch>>('/v1/disbursements?limit=200');
  return items.filter(({ status, payments }) => status === 'formed' && payments > 0);
}

/** Takes a batch some way; where it comes back, fraud is found in what was paid. */
export async function takeToBank(
  world: World,
  { id, jurisdiction }: Batch,
  fates: ReadonlyMap<string, Fate>,
): Promise<void> {
  const path = `/v1/disbursements/${id}`;
  const steps = [
    () => world.as(preparer).post(`${path}/submission`),
    () => world.as(approver).post(`${path}/approval`, { decision: 'approve' }),
    () => answer(world, id, fates),
  ];
  for (const step of steps.slice(0, upTo[jurisdiction] ?? 0)) await step();
}

async function answer(world: World, id: string, fates: ReadonlyMap<string, Fate>): Promise<void> {
  const path = `/v1/disbursements/${id}`;
  const { items } = await world.as(preparer).get<List<Payment>>(`${path}/payments?limit=200`);
  const claimOf = new Map(items.map((payment) => [payment.paymentId, payment.claimId]));
  const fateOf = (paymentId: string) => fates.get(claimOf.get(paymentId) ?? '') ?? 'paid';
  const order = Buffer.from(await world.as(preparer).download(`${path}/bank-file`));
  const { content, contentType } = bankAnswers('csv', id, order, (paymentId) =>
    fateOf(paymentId) === 'returned' ? { status: 'returned', reasonCode: 'AC01' } : { status: 'paid' },
  );
  await world.as(preparer).upload(`${path}/bank-results`, contentType, content.toString());
  for (const { paymentId, claimId } of items) await findFraud(world, claimId, fateOf(paymentId));
}

async function findFraud(world: World, claimId: string, fate: Fate): Promise<void> {
  if (!fate.startsWith('fraud')) return;
  await reaches(world.as(inspector), claimId, 'paid');
  const report = { refs: ['1'], reasonCode: 'never-trained', reason: '签到系他人代签。' };
  const { id } = await world.as(inspector).post<{ id: string }>(`/v1/claims/${claimId}/fraud-findings`, report);
  if (fate === 'fraud-reported') return;
  await world.as(supervisor).post(`/v1/fraud-findings/${id}/ruling`, { decision: 'uphold', reason: '经核查属实。' });
}
