import type { List } from '../../../dev/demo/answers.ts';
import { chance } from '../random.ts';
import type { Office } from './office.ts';

interface Recovery {
  id: string;
  status: string;
  restFen: number;
  /** Of a single one. */
  repayments?: { id: string; status: string }[];
}

const preparer = { role: 'finance-preparer', subject: 'finance-zhou' };
const approver = { role: 'finance-approver', subject: 'finance-lin' };
const supervisor = { role: 'supervisor', subject: 'supervisor-wu' };

/** Of a hundred: who lets the day pass, and of them, who is spared. */
const shares = { late: 50, spared: 30 };

/** What is to come back. */
export async function openRecoveries(office: Office): Promise<Recovery[]> {
  const { items } = await office.as(preparer).get<List<Recovery>>('/v1/recoveries?limit=200');
  return items.filter(({ status }) => status === 'open' || status === 'overdue');
}

/** Half of them pay in time: at once, or by instalments of which the second is left open until it is overdue. The others do not. */
export async function payBack(office: Office, recovery: Recovery, seed: number): Promise<void> {
  const dice = chance(seed, `recovery ${recovery.id}`);
  if (dice.percent(shares.late)) return;
  const { id, restFen } = recovery;
  if (restFen < 2 || dice.percent(50)) return repay(office, recovery, restFen);
  const half = Math.floor(restFen / 2);
  const instalments = [
    { dueOn: '2020-08-31', amountFen: half },
    { dueOn: '2020-09-15', amountFen: restFen - half },
  ];
  await office.as(preparer).post(`/v1/recoveries/${id}/instalments`, { instalments }, `recovery ${id}, instalments`);
  await repay(office, recovery, half);
}

/** Who is overdue is proposed for the list and listed, or spared; then everything comes back after all. */
export async function dun(office: Office, recovery: Recovery, seed: number): Promise<void> {
  const { id, restFen, status } = recovery;
  if (status !== 'overdue') throw new Error(`recovery ${id} is ${status} long after its day`);
  const path = `/v1/recoveries/${id}`;
  const decision = chance(seed, `listing ${id}`).percent(shares.spared) ? 'reject' : 'approve';
  const reason = '两次催告后仍未退款。';
  await office.as(preparer).post(`${path}/listing`, { reason }, `recovery ${id}, listing`);
  await office.as(supervisor).post(`${path}/listing-decision`, { decision, reason }, `recovery ${id}, decision`);
  await repay(office, recovery, restFen);
}

/** Comes back in two transfers; each is reported by one person and confirmed by another. */
async function repay(office: Office, { id }: Recovery, fen: number): Promise<void> {
  const path = `/v1/recoveries/${id}`;
  const { repayments: earlier } = await office.as(preparer).get<Required<Recovery>>(path);
  const half = Math.floor(fen / 2);
  for (const [i, amountFen] of [half, fen - half].entries()) {
    if (amountFen === 0) continue;
    const transfer = { amountFen, receivedOn: '2020-08-18', bankReference: `BACK-${id}-${earlier.length + i}` };
    const what = `recovery ${id}, repayment ${i + 1} of ${fen} fen`;
    const { repayments } = await office.as(preparer).post<Required<Recovery>>(`${path}/repayments`, transfer, what);
    const reported = repayments.find(({ status }) => status === 'reported')!;
    const confirmation = `${path}/repayments/${reported.id}/confirmation`;
    await office.as(approver).post(confirmation, { decision: 'approve' }, `${what}, confirmation`);
  }
}
