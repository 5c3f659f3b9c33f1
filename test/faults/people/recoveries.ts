import type { List } from '../../../dev/demo/answers.ts';
import type { Office } from './office.ts';

interface Recovery {
  id: string;
  status: string;
  restFen: number;
  repayments: { id: string; status: string }[];
}

const preparer = { role: 'finance-preparer', subject: 'finance-zhou' };
const approver = { role: 'finance-approver', subject: 'finance-lin' };

/** What is to come back. */
export async function openRecoveries(office: Office): Promise<Recovery[]> {
  const { items } = await office.as(preparer).get<List<Recovery>>('/v1/recoveries?limit=200');
  return items.filter(({ status }) => status === 'open' || status === 'overdue');
}

/** Everything comes back in two transfers; each is reported by one person and confirmed by another. */
export async function repay(office: Office, { id, restFen }: Recovery): Promise<void> {
  const path = `/v1/recoveries/${id}`;
  const half = Math.floor(restFen / 2);
  for (const [i, amountFen] of [half, restFen - half].entries()) {
    if (amountFen === 0) continue;
    const transfer = { amountFen, receivedOn: '2020-08-18', bankReference: `BACK-${id}-${i}` };
    const what = `recovery ${id}, repayment ${i + 1}`;
    const { repayments } = await office.as(preparer).post<Recovery>(`${path}/repayments`, transfer, what);
    const reported = repayments.find(({ status }) => status === 'reported')!;
    const confirmation = `${path}/repayments/${reported.id}/confirmation`;
    await office.as(approver).post(confirmation, { decision: 'approve' }, `${what}, confirmation`);
  }
}
