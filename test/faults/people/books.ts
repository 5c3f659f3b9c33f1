import { unless } from './case.ts';
import type { Office } from './office.ts';

const approver = { role: 'finance-approver', subject: 'finance-lin' };
const auditor = { role: 'auditor', subject: 'auditor' };

interface Books {
  jurisdiction: string;
  fund: string;
}

/** 月结: closes these months of all books that there are, each after the one before; of books that begin later only the later ones. */
export async function closeBooks(office: Office, months: readonly string[]): Promise<void> {
  const { chains } = await office.as(auditor).get<{ chains: Books[] }>('/v1/ledger/verification');
  await Promise.all(chains.map((books) => closeMonths(office, books, months)));
}

async function closeMonths(office: Office, { jurisdiction, fund }: Books, months: readonly string[]): Promise<void> {
  for (const period of months) {
    const what = `closing ${period} of ${jurisdiction}/${fund}`;
    const closing = office.as(approver).post('/v1/ledger/closings', { jurisdiction, fund, period }, what, 'batch');
    await unless(closing, 'month-before-books');
  }
}
