import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import { type RegisterRow, registerPage } from '../../db/money/register.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { fundNames } from '../../domain/messages/money-names.ts';
import type { Fund } from '../../domain/money/types.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { registerPaper } from '../../domain/papers/register.ts';
import type { Deps } from '../deps.ts';

const perPage = 1_000;

/** 发放台账 of one batch, which the bank has or is about to get. */
export async function batchPaper(
  { pool, registry }: Pick<Deps, 'pool' | 'registry'>,
  batch: DisbursementTotals,
): Promise<Paper> {
  const { authority, programmes } = registry.find(batch.jurisdiction);
  const names = new Map(programmes.map(({ slug, names }) => [slug, names.zh]));
  const payments: RegisterRow[] = [];
  let page: RegisterRow[];
  do {
    page = await registerPage(pool, batch, payments.at(-1)?.paymentId ?? null, perPage);
    payments.push(...page);
  } while (page.length === perPage);
  return registerPaper({
    ...{ authority: authority.names.zh, fund: fundNames[batch.fund as Fund].zh },
    ...{ period: batch.period, batchId: batch.id },
    ...{ preparedBy: batch.submitted_by, approvedBy: batch.decided_by, approvedAt: batch.decided_at },
    payments: payments.map(({ paymentId, claimId, programme, persons, amountFen, status, ...one }) => ({
      ...{ paymentId, claimId, programme: names.get(programme) ?? programme, persons, amountFen, status },
      payee: one.claimantKind === 'individual' ? maskName(one.claimantName ?? '') : one.claimantName,
      on: one.returnedAt ?? one.paidAt,
    })),
  });
}
